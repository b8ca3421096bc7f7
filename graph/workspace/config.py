"""The workspace file: reads remissgraf.toml into frozen values and says where a mistake stands. Knows no graph and builds nothing."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from remissgraf.errors import ConfigError, StoreError, WorkspaceError
from remissgraf.graph.paths import path_text
from remissgraf.graph.stores.servers import Server, read_server
from remissgraf.ontology.tables import CONTROL

__all__ = [
    "CONFIG_NAME",
    "STATE_NAME",
    "Consultation",
    "Issuer",
    "WorkspaceConfig",
    "load_config",
    "refuse_name",
]

CONFIG_NAME: Final = "remissgraf.toml"
STATE_NAME: Final = ".remissgraf"

_WORKSPACE_KEYS = ("base", "title", "language", "edition", "actors", "initiatives", "topics")
_CONSULTATION_KEYS = (
    "id", "title", "issuer", "date", "deadline", "strategy", "responses", "register", "invited", "rights", "chapters",
)  # fmt: skip
_STORE_KEYS = ("url", "kind", "query", "update", "graphs")
_ISSUER_KEYS = ("name", "case_number")
_EDITIONS = ("public", "internal")
_LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Issuer:
    """An authority that sent the strategy out, with its own case number (None: not given)."""

    name: str
    case_number: str | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """One consultation of a workspace. Paths are absolute and inside the workspace; None where the file or folder is not named."""

    id: str
    title: str
    responses: Path
    strategy: Path | None = None
    issuers: tuple[Issuer, ...] = ()
    date: str | None = None
    deadline: str | None = None
    rights: str | None = None
    register: Path | None = None
    invited: Path | None = None
    chapters: Path | None = None


@dataclass(frozen=True, slots=True)
class WorkspaceConfig:
    """What remissgraf.toml says. base: IRI of the workspace's own data, ending in "/" or "#". stores: servers by name; nothing is sent to
    one that a command does not name."""

    root: Path
    base: str
    title: str
    language: str
    edition: Literal["public", "internal"]
    consultations: tuple[Consultation, ...]
    actors: Path | None = None
    initiatives: Path | None = None
    topics: Path | None = None
    stores: Mapping[str, Server] = field(default_factory=dict)

    @property
    def state(self) -> Path:
        return self.root / STATE_NAME


class _Source:
    """The text of the file beside its values, so that a mistake is reported with its line."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def error(
        self, message: str, key: str | None = None, *, nth: int = 0, remedy: str | None = None
    ) -> ConfigError:
        """nth: which occurrence of the key, for tables that repeat."""
        line = None
        if key is not None:
            found = [
                number
                for number, text in enumerate(self.lines, 1)
                if re.match(rf"\s*(\[+\s*)?{re.escape(key)}\s*(=|\]|\.)", text)
            ]
            line = found[min(nth, len(found) - 1)] if found else None
        return ConfigError(message, where=str(self.path), line=line, remedy=remedy, code="config.value")

    def known(self, table: object, allowed: Iterable[str], name: str, nth: int = 0) -> None:
        """That it is a table, with keys that are allowed."""
        if not isinstance(table, dict):
            raise self.error(f"{name} must be a table, not {table!r}", name.strip("[]").rpartition(".")[2])
        for key in table:
            if key not in allowed:
                near = difflib.get_close_matches(key, list(allowed), n=1)
                remedy = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(allowed)}."
                raise self.error(f"{name} has no key {key!r}", key, nth=nth, remedy=remedy)

    def string(
        self, table: Mapping[str, Any], key: str, *, nth: int = 0, default: str | None = None
    ) -> str | None:
        value = table.get(key, default)
        if value is None:
            return None
        if isinstance(value, date):
            return value.isoformat()
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key} must be text, not {value!r}", key, nth=nth, remedy=f'Write {key} = "…".')
        if CONTROL.search(value):
            raise self.error(f"{key} holds a control character: {value!r}", key, nth=nth)
        return value.strip()


def load_config(root: Path) -> WorkspaceConfig:
    """The configuration of the workspace in `root`.

    Raises WorkspaceError "workspace.missing" where there is no remissgraf.toml and "workspace.name" where the path is not UTF-8, and
    ConfigError, with the line, where the file is wrong.
    """
    root = root.resolve()
    refuse_name(root)
    path = root / CONFIG_NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise WorkspaceError(
            f"no {CONFIG_NAME} in this folder, so it is no workspace",
            where=str(root),
            remedy="Go to a workspace, name one with --workspace DIR, or make one with: remissgraf init DIR",
            code="workspace.missing",
        ) from None
    except OSError as failure:
        raise ConfigError(
            f"it cannot be read: {failure.strerror}",
            where=str(path),
            remedy="Give yourself permission to read it; it must be a file.",
            code="config.unreadable",
        ) from failure
    try:
        text = raw.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ConfigError(
            "not UTF-8 text", where=str(path), line=raw[: error.start].count(b"\n") + 1, code="config.syntax"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}", where=str(path), code="config.syntax") from None
    except RecursionError:
        raise ConfigError(
            "brackets within brackets, too deep to read", where=str(path), code="config.syntax"
        ) from None
    return _interpret(root, values, _Source(path, text))


def refuse_name(root: Path) -> None:
    """Raise WorkspaceError for a folder whose path is not UTF-8: the store cannot open it."""
    if path_text(root) != root.as_posix():
        raise WorkspaceError(
            "the path of this folder is not UTF-8",
            where=path_text(root),
            remedy="Rename the folder whose name has other bytes.",
            code="workspace.name",
        )


def _interpret(root: Path, values: Mapping[str, Any], source: _Source) -> WorkspaceConfig:
    source.known(values, ("workspace", "consultation", "store"), "the file")
    workspace = values.get("workspace")
    if not isinstance(workspace, dict):
        raise source.error("there is no [workspace] table", remedy='It needs at least: base = "https://…/"')
    source.known(workspace, _WORKSPACE_KEYS, "[workspace]")
    base = source.string(workspace, "base")
    if base is None or not _is_base(base):
        raise source.error(
            "base must be an IRI that begins with http:// or https:// and a host and ends in / or #", "base",
            remedy='For example: base = "https://example.org/lifescience/"',
        )  # fmt: skip
    language = _choice(source, workspace, "language", _LANGUAGES)
    internal = _choice(source, workspace, "edition", _EDITIONS) == "internal"
    tables = values.get("consultation", [])
    if not isinstance(tables, list) or not tables:
        raise source.error(
            "there is no [[consultation]] table", remedy="A workspace has one or more consultations."
        )
    consultations = tuple(_consultation(root, table, source, nth) for nth, table in enumerate(tables))
    seen: dict[str, int] = {}
    for nth, consultation in enumerate(consultations):
        if consultation.id in seen:
            raise source.error(f"two consultations have the id {consultation.id!r}", "id", nth=nth)
        seen[consultation.id] = nth
        _check_folder(root, consultation, consultations[:nth], source, nth)
    return WorkspaceConfig(
        root=root,
        base=base,
        title=source.string(workspace, "title") or root.name,
        language=language,
        edition="internal" if internal else "public",
        consultations=consultations,
        actors=_vocabulary(root, workspace, "actors", source),
        initiatives=_vocabulary(root, workspace, "initiatives", source),
        topics=_vocabulary(root, workspace, "topics", source),
        stores=_stores(values.get("store", {}), source),
    )


def _stores(tables: object, source: _Source) -> dict[str, Server]:
    if not isinstance(tables, dict):
        raise source.error("stores must be written as tables such as [store.main]", "store")
    stores: dict[str, Server] = {}
    for name, table in tables.items():
        source.known(table, _STORE_KEYS, f"[store.{name}]")
        # An empty text says that there is no such endpoint, which only the Graph Store Protocol can say.
        none = table.get("graphs") == ""
        given = {key: source.string(table, key) for key in _STORE_KEYS if not (none and key == "graphs")}
        address = given.pop("url", None)
        if address is None:
            raise source.error(f"[store.{name}] needs a url", f"store.{name}")
        try:
            stores[name] = read_server(address, **({"graphs": ""} if none else {}), **given)
        except StoreError as error:
            raise source.error(
                f"[store.{name}]: {error.message}", f"store.{name}", remedy=error.remedy
            ) from None
    return stores


def _is_base(text: str) -> bool:
    """Whether IRIs can be made from it; the store's own reader of IRIs has the last word."""
    if not re.fullmatch(r"https?://[^\s/?#<>\"{}|\\^`][^\s<>\"{}|\\^`]*[/#]", text):
        return False
    import pyoxigraph as ox

    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _choice(source: _Source, table: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = source.string(table, key, default=allowed[0])
    if value not in allowed:
        raise source.error(f"{key} must be one of {', '.join(allowed)}, not {value!r}", key)
    return value


def _vocabulary(root: Path, workspace: Mapping[str, Any], key: str, source: _Source) -> Path | None:
    """A vocabulary file: the one named, which must exist, else vocabulary/<key>.csv if it is there."""
    named = source.string(workspace, key)
    if named is None:
        named = f"vocabulary/{key}.csv"
        if not (root / named).is_file():
            return None
    return _table_file(root, named, key, source)


def _consultation(root: Path, table: Mapping[str, Any], source: _Source, nth: int) -> Consultation:
    source.known(table, _CONSULTATION_KEYS, "[[consultation]]", nth)
    cid = source.string(table, "id", nth=nth)
    if cid is None or not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", cid):
        raise source.error(
            "a consultation needs an id of lower-case letters a–z, digits and hyphens", "id", nth=nth,
            remedy='For example: id = "lifescience-2025"',
        )  # fmt: skip
    issuers = table.get("issuer", [])
    if not isinstance(issuers, list):
        raise source.error("issuer must be written as [[consultation.issuer]] tables", "issuer", nth=nth)
    for issuer in issuers:
        source.known(issuer, _ISSUER_KEYS, "[[consultation.issuer]]")
        if source.string(issuer, "name", nth=nth) is None:
            raise source.error("an issuer needs a name", "issuer", nth=nth)
    responses = _inside(
        root,
        source.string(table, "responses", nth=nth, default="responses") or "responses",
        "responses",
        source,
        nth=nth,
    )
    return Consultation(
        id=cid,
        title=source.string(table, "title", nth=nth) or cid,
        responses=responses,
        strategy=_strategy(root, table, source, nth),
        issuers=tuple(
            Issuer(issuer["name"].strip(), source.string(issuer, "case_number")) for issuer in issuers
        ),
        date=_day(table, "date", source, nth),
        deadline=_day(table, "deadline", source, nth),
        rights=source.string(table, "rights", nth=nth),
        register=_optional(root, table, "register", source, nth),
        invited=_optional(root, table, "invited", source, nth),
        chapters=_optional(root, table, "chapters", source, nth),
    )


def _check_folder(
    root: Path, consultation: Consultation, others: Iterable[Consultation], source: _Source, nth: int
) -> None:
    """A folder of responses holds nothing but them: otherwise a strategy, or another consultation's answer, would count as one."""
    folder = consultation.responses.resolve()
    if folder == root:
        raise source.error("responses must be a folder of its own in the workspace", "responses", nth=nth)
    if consultation.strategy and consultation.strategy.resolve().is_relative_to(folder):
        raise source.error("the strategy lies in the folder of responses", "responses", nth=nth)
    for other in others:
        theirs = other.responses.resolve()
        if folder.is_relative_to(theirs) or theirs.is_relative_to(folder):
            raise source.error(
                f"the consultations {other.id!r} and {consultation.id!r} share a folder of responses",
                "responses",
                nth=nth,
                remedy="Give each consultation a folder of its own.",
            )


def _day(table: Mapping[str, Any], key: str, source: _Source, nth: int) -> str | None:
    value = source.string(table, key, nth=nth)
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise source.error(f"{key} must be a day such as 2025-10-31, not {value!r}", key, nth=nth) from None


def _optional(root: Path, table: Mapping[str, Any], key: str, source: _Source, nth: int) -> Path | None:
    named = source.string(table, key, nth=nth)
    return None if named is None else _table_file(root, named, key, source, nth)


def _strategy(root: Path, table: Mapping[str, Any], source: _Source, nth: int) -> Path | None:
    """The strategy's file: the one named; or the only file of the named folder (default strategy/), None where that is empty."""
    named = source.string(table, "strategy", nth=nth)
    path = _inside(root, named or "strategy", "strategy", source, nth=nth, must_exist=named is not None)
    if path.is_file():
        return path
    files = (
        sorted(f for f in path.iterdir() if f.is_file() and not f.name.startswith((".", "~$")))
        if path.is_dir()
        else []
    )
    if len(files) > 1:
        raise source.error(
            f"the folder {path.name}/ holds {len(files)} files, and one is the strategy", "strategy", nth=nth,
            remedy=f'Name it, for example: strategy = "{path.name}/{files[0].name}"',
        )  # fmt: skip
    return files[0] if files else None


def _inside(
    root: Path, named: str, key: str, source: _Source, *, nth: int = 0, must_exist: bool = False
) -> Path:
    """An absolute path inside the workspace. Paths are written with "/" and relative to the workspace, so that it can be moved."""
    if PurePosixPath(named).is_absolute() or not (root / named).resolve().is_relative_to(root):
        raise source.error(
            f"{key} must be a path inside the workspace, and {named!r} leads out of it", key, nth=nth
        )
    path = root / named
    if must_exist and not path.exists():
        raise source.error(f"{key} names {named!r}, which is not there", key, nth=nth)
    return path


def _table_file(root: Path, named: str, key: str, source: _Source, nth: int = 0) -> Path:
    path = _inside(root, named, key, source, nth=nth, must_exist=True)
    if not path.is_file():
        raise source.error(f"{key} names {named!r}, which is no file", key, nth=nth)
    return path
