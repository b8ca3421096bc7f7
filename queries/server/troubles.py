"""What a client is told when something is wrong: a status, and the error's sentences as text or as a page.

This module knows errors and statuses, not where they come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from remissgraf.errors import QueryError, RemissgrafError
from remissgraf.queries.server.jobs import Job, PageJob, Reply
from remissgraf.queries.server.negotiate import prefers_html

__all__ = ["Refusal", "busy", "error_reply", "refused", "status_of", "text_of"]

_STATUS: Final[Mapping[str, int]] = {
    "query.accept": 406,
    "query.unknown": 404,
    "server.page": 404,
    "query.timeout": 503,
    "query.memory": 503,
    "query.busy": 503,
    "query.process": 503,
    "workspace.unbuilt": 503,
    "workspace.missing": 503,
    "workspace.edition": 503,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered. headers: beside those that every answer has."""

    status: int
    error: RemissgrafError
    headers: tuple[tuple[bytes, bytes], ...] = ()

    @classmethod
    def of(cls, error: RemissgrafError) -> Refusal:
        return cls(status_of(error), error)


def refused(status: int, message: str, remedy: str, *headers: tuple[bytes, bytes]) -> Refusal:
    """A request that no query can be read from, or that may not be made."""
    return Refusal(status, QueryError(message, remedy=remedy, code="server.request"), headers)


def status_of(error: RemissgrafError) -> int:
    """400 for what is wrong with the request, 500 for what is wrong here."""
    known = _STATUS.get(error.code)
    return known if known is not None else 400 if isinstance(error, QueryError) else 500


def error_reply(error: RemissgrafError, job: Job) -> Reply:
    """The error as text, or as a page where a page was asked for. No path of this machine is told."""
    if isinstance(job, PageJob) and prefers_html(job.accept):
        # Imported here: errors are told while pages are made, too.
        from remissgraf.queries.server.pages import error_page

        return error_page(error, job)
    text = text_of(error).encode("utf-8")
    return Reply(status_of(error), "text/plain; charset=utf-8", lambda put: put(text))


def text_of(error: RemissgrafError) -> str:
    """The error's sentences and code. Where it stands is told for queries only: other places are files."""
    where = f"{error.where}: " if error.where and isinstance(error, QueryError) else ""
    remedy = f"\n  {error.remedy}" if error.remedy else ""
    return f"{where}{error.message}{remedy}\n  [{error.code}]\n"


def busy(slow: int) -> QueryError:
    """The error for a query that there is no room for. slow: how many long queries run."""
    return QueryError(
        f"the server is busy: {slow} long queries run already",
        remedy="try again in a while; quick queries are answered meanwhile",
        code="query.busy",
    )
