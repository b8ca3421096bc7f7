"""The page about a resource, its IRI being its address: what is said of it, with the quotes in their context; or the same as data.

It knows a resource's triples, not what kinds of resources there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from remissgraf.errors import QueryError
from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.namespaces import is_inferred, shorten
from remissgraf.queries.networks.palette import looks
from remissgraf.queries.server.asking import Cell, ask, cell, local, text, triples
from remissgraf.queries.server.endpoint import graph_reply
from remissgraf.queries.server.html import html_reply, language
from remissgraf.queries.server.jobs import PageJob, Reply
from remissgraf.queries.server.negotiate import GRAPH_TYPES, prefers_html
from remissgraf.queries.view.links import fragment
from remissgraf.queries.view.site import file_name

__all__ = ["about", "polarity_of", "reader_address", "resource"]

# What the page offers as data, by the name in its address.
_DATA: Final = (("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n-triples"))
_MOST: Final = 200


@dataclass
class _Line:
    """A property with its values."""

    label: str
    address: str
    values: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Quote:
    """An utterance's sentence with the words around it. address: of the utterance; reader: of the sentence in its response."""

    text: str
    before: str
    after: str
    who: str
    stance: str
    polarity: str
    start: str
    end: str
    page: str
    masked: bool
    lang: str
    address: str
    reader: str


def resource(opened: Opened, job: PageJob) -> Reply | None:
    """The page or data about the resource whose IRI ends in the job's path; None where the graph says nothing of it."""
    for tail in dict.fromkeys((job.raw, job.path)):
        if tail and _known(opened, opened.config.base + tail):
            return _reply(opened, job, opened.config.base + tail)
    return None


def about(opened: Opened, job: PageJob) -> Reply | None:
    """The same for the resource that the parameter `iri` names: one of the ontology, or of another site."""
    iri = dict(job.parameters).get("iri", "")
    return _reply(opened, job, iri) if iri and _known(opened, iri) else None


def reader_address(opened: Opened, response: str, statement: str, lang: str) -> str:
    """Where the sentence stands marked in its response. Both are IRIs; "" for a hand-coded text, which has no such page."""
    start = f"{opened.config.base}response/"
    if not response.startswith(start):
        return ""
    consultation = response.removeprefix(start).partition("/")[0]
    return f"/site/responses/{quote(consultation)}/{quote(file_name(response))}?lang={lang}#{quote(fragment(statement))}"


def polarity_of(stance_class: str) -> str:
    """The polarity of a stance class, given as an IRI or a name; "" for none."""
    look = looks().get(stance_class.rpartition("#")[2].rpartition("/")[2])
    return look.polarity if look is not None else ""


def _known(opened: Opened, iri: str) -> bool:
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return False
    return next(opened.store.match(node, None, None), None) is not None


def _reply(opened: Opened, job: PageJob, iri: str) -> Reply:
    form = dict(job.parameters).get("format")
    known = dict(_DATA)
    if form is not None:
        if form not in known:
            raise QueryError(
                f'the format "{form[:40]}" is unknown',
                remedy=f"choose one of {', '.join(known)}",
                code="query.format",
            )
        return graph_reply(triples(opened.store, "triples", iri), known[form])
    if not prefers_html(job.accept):
        return graph_reply(triples(opened.store, "triples", iri), job.accept or next(iter(GRAPH_TYPES)))
    return _page(opened, job, iri)


def _page(opened: Opened, job: PageJob, iri: str) -> Reply:
    lang = language(job, opened.config.language)
    lines, title = _lines(opened, iri, lang)
    quotes = list(_quotes(opened, iri, lang))
    others = [(name, value) for name, value in job.parameters if name != "format"]
    mentions = [(local(opened, row["s"]), row["label"]) for row in ask(opened.store, "mentions", iri, lang)]
    utterance = [entry for entry in quotes if entry.address == local(opened, iri)]
    return html_reply(
        job,
        "resource.html.j2",
        lang,
        title=title or (utterance[0].text if utterance else shorten(iri.removeprefix(opened.config.base))),
        site=opened.config.title or "remissgraf",
        public=opened.config.edition == "public",
        iri=iri,
        address=f"?{urlencode(others)}{'&' if others else ''}",
        data=_DATA,
        lines=lines,
        quotes=quotes[:_MOST],
        more_quotes=len(quotes) > _MOST,
        mentions=mentions,
        reader=utterance[0].reader if utterance else "",
    )


def _lines(opened: Opened, iri: str, lang: str) -> tuple[list[_Line], str]:
    """The properties with their values, and the resource's name in the language, or in another."""
    found = opened.store.query(text("about"), bindings={"x": ox.NamedNode(iri), "lang": ox.Literal(lang)})
    assert isinstance(found, ox.QuerySolutions)
    lines: dict[str, _Line] = {}
    seen: dict[tuple[str, str], int] = {}
    titles: dict[str, str] = {}
    for row in found:
        link, value, graph = row["p"], row["v"], row["g"]
        assert isinstance(link, ox.NamedNode)
        assert isinstance(graph, ox.NamedNode)
        label, name = row["pl"], row["vl"]
        line = lines.setdefault(
            link.value,
            _Line(
                label.value if isinstance(label, ox.Literal) else shorten(link.value),
                local(opened, link.value),
            ),
        )
        if isinstance(value, ox.Literal) and link.value.endswith(("#prefLabel", "#label")):
            titles.setdefault(value.language or "", value.value)
        key = (link.value, str(value))
        if key in seen:
            continue
        seen[key] = len(line.values)
        shown = cell(opened, value, name.value if isinstance(name, ox.Literal) else "")
        line.values.append(Cell(shown.text, shown.address, shown.lang, is_inferred(graph.value)))
    return list(lines.values()), titles.get(lang) or next(iter(titles.values()), "")


def _quotes(opened: Opened, iri: str, lang: str) -> Iterator[_Quote]:
    seen: set[str] = set()
    for row in ask(opened.store, "said", iri, lang):
        # A joint answer has a row for each respondent.
        if row["s"] not in seen:
            seen.add(row["s"])
            yield _quote(opened, row, lang)


def _quote(opened: Opened, row: Mapping[str, str], lang: str) -> _Quote:
    # The words around are cut at a number of characters, so the outermost are parts of words.
    before, after = row["before"].split()[1:], row["after"].split()[:-1]
    return _Quote(
        text=row["reading"],
        before=f"… {' '.join(before)} " if before else "",
        after=f" {' '.join(after)} …" if after else "",
        who=row["who"],
        stance=row["stance"],
        polarity=polarity_of(row["class"]),
        start=row["start"],
        end=row["end"],
        page=row["page"],
        masked=row["masked"] == "true",
        lang=row["language"],
        address=local(opened, row["s"]),
        reader=reader_address(opened, row["response"], row["s"], lang),
    )
