"""Which page an address means, in a worker. The pages themselves are made elsewhere; this module knows their addresses only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final

from remissgraf.errors import QueryError, RemissgrafError
from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries.server.editor import editor
from remissgraf.queries.server.home import home
from remissgraf.queries.server.html import HTML, html_reply, language, words
from remissgraf.queries.server.jobs import PageJob, Reply
from remissgraf.queries.server.library_pages import library_list, library_query
from remissgraf.queries.server.resource import about, resource
from remissgraf.queries.server.search_page import search_page
from remissgraf.queries.server.troubles import status_of
from remissgraf.queries.workers import Limits

__all__ = ["error_page", "page"]

_SITE: Final = "site/"
_ABOUT: Final = "about"
_QUERY: Final = "query/"
_PAGES: Final[dict[str, Callable[[Opened, PageJob, Limits], Reply]]] = {
    "": home,
    "editor": editor,
    "query": library_list,
    "search": search_page,
}


def page(opened: Opened, job: PageJob, limits: Limits) -> Reply:
    """The page that the job asks for. Raises QueryError "server.page" where there is none."""
    if job.path in _PAGES:
        return _PAGES[job.path](opened, job, limits)
    if job.path.startswith(_SITE):
        return _site(opened, job)
    if job.path.startswith(_QUERY):
        return library_query(opened, job, limits)
    found = about(opened, job) if job.path == _ABOUT else resource(opened, job)
    if found is None:
        raise no_page()
    return found


def no_page() -> QueryError:
    return QueryError(
        "there is no such page, or the graph says nothing of it",
        remedy="start at the first page: /",
        code="server.page",
    )


def error_page(error: RemissgrafError, job: PageJob) -> Reply:
    """An error as a page. Where it stands is told for queries only: other places are files of this machine."""
    lang = language(job, "sv")
    where = f"{error.where}: " if error.where and isinstance(error, QueryError) else ""
    return html_reply(
        job,
        "error.html.j2",
        lang,
        title=words(lang)["error"],
        site="remissgraf",
        public=False,
        status=status_of(error),
        message=where + error.message,
        remedy=error.remedy or "",
        code=error.code,
    )


def _site(opened: Opened, job: PageJob) -> Reply:
    """A page that `remissgraf view` makes: whole in itself, with a policy of its own."""
    # Imported here: it needs what computes networks.
    from remissgraf.queries.view.site import site

    made = site(opened, lang=language(job, opened.config.language), every=False).get(
        PurePosixPath(job.path.removeprefix(_SITE))
    )
    if made is None:
        raise no_page()
    text = made().encode("utf-8", "replace")
    return Reply(200, HTML, lambda put: put(text), {"content-security-policy": "frame-ancestors 'none'"})
