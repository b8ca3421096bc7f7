"""The page of full-text search: sentences that take a stance, and all that is written in the responses. Knows hits, no index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from remissgraf.graph.workspace.opened import Opened
from remissgraf.graph.workspace.searchable import search_index
from remissgraf.queries.search import Hit, Wanted, search
from remissgraf.queries.server.asking import local
from remissgraf.queries.server.html import html_reply, language, words
from remissgraf.queries.server.jobs import PageJob, Reply
from remissgraf.queries.server.resource import polarity_of, reader_address
from remissgraf.queries.workers import Limits

__all__ = ["search_page"]

_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class _Shown:
    """A hit as the page shows it. pieces: (text, whether it is one of the words found)."""

    pieces: tuple[tuple[str, bool], ...]
    who: str
    stance: str
    polarity: str
    place: str
    lang: str
    address: str
    reader: str


def search_page(opened: Opened, job: PageJob, limits: Limits) -> Reply:
    """The form, and the hits where words are given. Raises QueryError "query.search"."""
    lang = language(job, opened.config.language)
    sought = dict(job.parameters).get("q", "").strip()
    found = []
    if sought:
        with search_index(opened) as index:
            for kind, name in (("statement", "in_statements"), ("document", "in_texts")):
                wanted = Wanted("statement" if kind == "statement" else "document")
                hits = list(search(index, opened.store, sought, wanted, lang=lang, limit=_MOST + 1))
                shown = [_shown(opened, hit, lang) for hit in hits[:_MOST]]
                found.append((words(lang)[name], shown, len(hits) > _MOST))
    return html_reply(
        job,
        "search.html.j2",
        lang,
        title=words(lang)["search"],
        site=opened.config.title or "remissgraf",
        public=opened.config.edition == "public",
        sought=sought,
        found=found,
    )


def _shown(opened: Opened, hit: Hit, lang: str) -> _Shown:
    response = hit.iri.partition("/statement/")[0]
    page = f"{words(lang)['page_number']} {hit.page}, " if hit.page else ""
    is_statement = response != hit.iri
    return _Shown(
        tuple(_pieces(hit)),
        ", ".join(hit.actors) or hit.source or hit.iri,
        hit.stance,
        polarity_of(hit.stance_class),
        f"{page}{words(lang)['place']} {hit.start}–{hit.end}",
        "",
        local(opened, hit.iri),
        reader_address(opened, response, hit.iri, lang) if is_statement else "",
    )


def _pieces(hit: Hit) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in hit.marks:
        if start > at:
            yield hit.text[at:start], False
        yield hit.text[start:end], True
        at = end
    yield hit.text[at:], False
