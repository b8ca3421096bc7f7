"""Addresses of SPARQL servers: from what the user names to the endpoints behind it. Kinds of servers are data (servers.toml).

Nothing is sent from here, and nothing that a user did not name is ever added to an address.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

from remissgraf.errors import StoreError

__all__ = ["DEFAULT_KIND", "Server", "find_server", "kinds", "read_server"]

DEFAULT_KIND: Final = "oxigraph"
_LOOPBACK: Final = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1")


@dataclass(frozen=True, slots=True)
class Server:
    """A server's endpoints.

    url: as the user named it; holds no password. query, query_login, update, graphs: addresses, graphs None where the Graph Store Protocol
    is not to be used. parameters: sent with every query. own_graphs: the server's own.
    """

    url: str
    kind: str
    query: str
    query_login: str
    update: str
    graphs: str | None
    digest: bool = False
    parameters: tuple[tuple[str, str], ...] = ()
    own_graphs: frozenset[str] = frozenset()

    @property
    def is_safe(self) -> bool:
        """Whether nobody on the way can read what is sent: https, or this machine."""
        parts = urlsplit(self.url)
        return parts.scheme == "https" or _LOOPBACK.fullmatch(parts.hostname or "") is not None


@cache
def kinds() -> Mapping[str, Mapping[str, Any]]:
    """The kinds of servers, by name."""
    return tomllib.loads((files("remissgraf.graph.stores") / "servers.toml").read_text(encoding="utf-8"))


def read_server(
    address: str,
    *,
    kind: str | None = None,
    query: str | None = None,
    update: str | None = None,
    graphs: str | None = None,
) -> Server:
    """The server that an address means: https://host/path/, or with its kind before it, virtuoso+http://host:8890/.

    kind: a name in `kinds()`, where the address does not say it. query, update, graphs: addresses of endpoints that lie elsewhere than
    the kind has them; graphs "" means that the server has no Graph Store Protocol, so that updates are sent in its place.
    Raises StoreError "store.address".
    """
    prefix, plus, rest = address.partition("+")
    if plus and re.fullmatch(r"[a-z]+", prefix):
        kind, address = prefix, rest
    known = kinds().get(kind or DEFAULT_KIND)
    if known is None:
        raise StoreError(
            f'the kind of server "{kind}" is not known',
            remedy=f"known are {', '.join(kinds())}; for another one name its endpoints in remissgraf.toml (docs/stores.md)",
            code="store.address",
        )
    url = _checked(address)
    base = url if url.endswith("/") else url + "/"

    def endpoint(named: str | None, path: str) -> str:
        return _checked(named) if named else base + path if path else url

    found = endpoint(query, known["query"])
    return Server(
        url=url,
        kind=kind or DEFAULT_KIND,
        query=found,
        query_login=found if query else endpoint(None, known.get("query_login", known["query"])),
        update=endpoint(update, known["update"]),
        graphs=None if graphs == "" else endpoint(graphs, known["graphs"]),
        digest=known.get("digest", False),
        parameters=tuple(known.get("parameters", {}).items()),
        own_graphs=frozenset(known.get("own_graphs", ())),
    )


def find_server(named: str, stores: Mapping[str, Server]) -> Server:
    """The server that a person names: by its address, or by its name in `stores`. Raises StoreError "store.address", "store.unknown"."""
    if named in stores:
        return stores[named]
    if ":" in named:
        return read_server(named)
    raise StoreError(
        f'remissgraf.toml names no store "{named}"',
        remedy=f"it names {', '.join(stores)}"
        if stores
        else "name a server by its address, or add a table [store.NAME]",
        code="store.unknown",
    )


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        port_is_number = False
    if not port_is_number or parts.scheme not in ("http", "https") or not parts.hostname:
        raise _wrong(
            "this is no address of a server",
            'write it like "https://host/path/" or "virtuoso+http://host:8890/"',
        )
    if parts.username is not None or parts.password is not None:
        # Not repeated in the message: it would stand in logs.
        raise _wrong(
            "an address must not hold a user name or password",
            "set REMISSGRAF_STORE_USER and REMISSGRAF_STORE_PASSWORD, or REMISSGRAF_STORE_TOKEN",
        )
    if parts.query or parts.fragment or re.search(r"[\s\x00-\x1f\x7f<>\"]", address):
        raise _wrong(
            "an address of a server has no query, fragment or spaces", "name the server's own address"
        )
    return address


def _wrong(message: str, remedy: str) -> StoreError:
    return StoreError(message, where="--store", remedy=remedy, code="store.address")
