"""What passes between the process that hears connections and the workers that answer: a job one way, pieces of a reply the other.

Jobs and messages are tuples, which are pickled quickly. This module knows neither HTTP connections nor the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from remissgraf.queries.workers import Limits

__all__ = ["Job", "Message", "PageJob", "Put", "Reply", "Setting", "SparqlJob"]

# What takes the pieces of a body.
Put = Callable[[bytes], None]


class SparqlJob(NamedTuple):
    """A query of the SPARQL Protocol; None: the description of the service.

    accept: the request's header. default_graphs, named_graphs: IRIs of the dataset that the request names; they win over the query's own.
    endpoint: the address that the description gives.
    """

    text: str | None
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    endpoint: str = ""


class PageJob(NamedTuple):
    """A page. path: decoded, without its first slash; raw: as it was sent. parameters: of the address, in order.

    languages: the header Accept-Language.

    origin: "http://127.0.0.1:7879", under which the reader sees the server.
    """

    path: str
    raw: str
    parameters: tuple[tuple[str, str], ...] = ()
    accept: str = ""
    languages: str = ""
    origin: str = ""


Job = SparqlJob | PageJob


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, its headers beside those that every answer has, and a function that writes its body piece by piece."""

    status: int
    content_type: str
    write: Callable[[Put], None]
    headers: Mapping[str, str] = field(default_factory=dict)


class Message(NamedTuple):
    """A piece of a reply. status: of the first piece, None of those after it; broken: the reply ends here and is not whole.

    head: its own header lines, each with its line end.
    """

    body: bytes
    last: bool
    status: int | None = None
    head: bytes = b""
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What workers answer from and how much a request may take. workspace: its folder. limits: see `workers.Limits`."""

    workspace: str
    limits: Limits
