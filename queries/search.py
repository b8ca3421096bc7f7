"""Full-text search with what the graph knows of each hit: who says it, with which stance, on which chapter, and where it stands.

The index gives texts in the order of their rank; the graph, asked for some of them at a time, says what they are and which fit.
This module knows both, neither files nor the terminal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph as ox

from remissgraf.graph.search import Found, Index, Search, parse_search
from remissgraf.queries.parameters import to_term
from remissgraf.queries.result import Result, Row, plain

if TYPE_CHECKING:
    from remissgraf.graph.sparql import Term
    from remissgraf.graph.store import OxigraphStore

__all__ = ["COLUMNS", "Hit", "Wanted", "search", "to_result"]

_AT_A_TIME: Final = 500
# Characters of a long paragraph that are shown, around the first word found.
_SHOWN: Final = 300
_STATEMENTS: Final = """
SELECT DISTINCT ?iri ?voice ?actor ?class ?stance ?chapter ?source ?page WHERE {
  VALUES ?iri { %(iris)s }
  VALUES (?kind ?voice) { (rg:Statement "statement") (rg:DissentingStatement "dissent") (rg:ReportedStatement "reported") }
  ?iri a ?kind ; rg:statedIn ?response ; rg:utteredBy ?who ; rg:expressesStance ?concept ; rg:hasEvidence ?passage .
  ?concept rg:stanceClass ?class .
  %(filters)s
  OPTIONAL { ?concept skos:prefLabel ?stance FILTER(LANG(?stance) = ?lang) }
  OPTIONAL { ?who skos:prefLabel ?wanted FILTER(LANG(?wanted) = ?lang) }
  OPTIONAL { ?who skos:prefLabel ?other FILTER(LANG(?other) != ?lang) }
  BIND(COALESCE(?wanted, ?other, STR(?who)) AS ?actor)
  OPTIONAL { ?iri rg:targets/rg:sectionNumber ?number }
  OPTIONAL { ?iri rg:targetLabel ?label }
  BIND(COALESCE(?number, ?label) AS ?chapter)
  OPTIONAL { ?response rg:filePath ?source }
  OPTIONAL { ?passage rg:page ?page }
}"""
_DOCUMENTS: Final = """
SELECT DISTINCT ?iri ?actor ?source WHERE {
  VALUES ?iri { %(iris)s }
  ?iri rg:submittedBy ?who .
  %(filters)s
  OPTIONAL { ?who skos:prefLabel ?wanted FILTER(LANG(?wanted) = ?lang) }
  OPTIONAL { ?who skos:prefLabel ?other FILTER(LANG(?other) != ?lang) }
  BIND(COALESCE(?wanted, ?other, STR(?who)) AS ?actor)
  OPTIONAL { ?iri rg:filePath ?source }
}"""

# Of hand-coded corpora, which have no stances and chapters.
_CODINGS: Final = """
SELECT DISTINCT ?iri ?voice ?actor ?source WHERE {
  VALUES ?iri { %(iris)s }
  ?iri a rg:Coding ; rg:codes/oa:hasSource ?document .
  %(filters)s
  BIND("coding" AS ?voice)
  OPTIONAL { ?iri rg:madeBy/skos:prefLabel ?actor }
  OPTIONAL { ?document rg:filePath ?source }
}"""
_CODED_DOCUMENTS: Final = """
SELECT DISTINCT ?iri ?actor ?source WHERE {
  VALUES ?iri { %(iris)s }
  ?iri a rg:CodedDocument .
  %(filters)s
  OPTIONAL { ?iri rg:documentAuthor ?actor }
  OPTIONAL { ?iri rg:filePath ?source }
}"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which hits are wanted, as a person writes it; None is any. stance: one of the 13 classes or a concept, with what is narrower."""

    kind: Literal["statement", "document"] = "statement"
    actor: str | None = None
    stance: str | None = None
    chapter: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand.

    text: the sentence in its reading form, or a piece of a paragraph; marks: (start, end) of the words in it. actors, chapters:
    labels; stance, stance_class, voice: "" for a paragraph. start, end: code points into the response's text. source: the file,
    "" where it is personal.
    """

    iri: str
    text: str
    marks: tuple[tuple[int, int], ...]
    actors: tuple[str, ...]
    stance: str
    stance_class: str
    voice: str
    chapters: tuple[str, ...]
    source: str
    page: str
    start: int
    end: int


COLUMNS: Final = ("actor", "stance", "chapter", "quote", "source", "page", "start", "end", "voice", "iri")


def search(
    index: Index, store: OxigraphStore, text: str, wanted: Wanted | None = None, *, lang: str, limit: int
) -> list[Hit]:
    """The best `limit` hits, the best first.

    lang: of labels. Raises QueryError "query.search" for what cannot be read as a search, "query.parameter" for names that are not there.
    """
    wanted = wanted or Wanted()
    looked = parse_search(text)
    bindings, filters = _filters(store, wanted)
    bindings["lang"] = ox.Literal(lang)
    return list(islice(_hits(index, store, looked, wanted, bindings, filters), limit))


def to_result(hits: Iterable[Hit]) -> Result:
    """The hits as rows of the columns COLUMNS, for every format that there is."""
    return Result("rows", COLUMNS, tuple(_row(hit) for hit in hits))


def _row(hit: Hit) -> Row:
    """One value for each of COLUMNS."""
    before = (", ".join(hit.actors), hit.stance, ", ".join(hit.chapters), hit.text, hit.source, hit.page)
    return (
        *(ox.Literal(value) if value else None for value in before),
        ox.Literal(hit.start),
        ox.Literal(hit.end),
        ox.Literal(hit.voice) if hit.voice else None,
        ox.NamedNode(hit.iri),
    )


def _hits(
    index: Index,
    store: OxigraphStore,
    looked: Search,
    wanted: Wanted,
    bindings: Mapping[str, Term],
    filters: str,
) -> Iterator[Hit]:
    question, coded = (
        (_STATEMENTS, _CODINGS) if wanted.kind == "statement" else (_DOCUMENTS, _CODED_DOCUMENTS)
    )
    found = index.find(looked, wanted.kind)
    while some := list(islice(found, _AT_A_TIME)):
        iris = {one.text.iri for one in some}
        known = dict(_known(store, question, iris, bindings, filters))
        if wanted.stance is None and wanted.chapter is None and (others := iris - known.keys()):
            known |= _known(store, coded, others, bindings, filters)
        for one in some:
            if one.text.iri in known:
                yield _hit(one, looked, known[one.text.iri])


def _known(
    store: OxigraphStore, question: str, iris: Iterable[str], bindings: Mapping[str, Term], filters: str
) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """What the graph says of those that fit: for each, the different values of every column, sorted."""
    values = " ".join(str(ox.NamedNode(iri)) for iri in sorted(iris))
    answer = store.query(question % {"iris": values, "filters": filters}, bindings=bindings)
    assert isinstance(answer, ox.QuerySolutions)
    columns = [variable.value for variable in answer.variables]
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: {column: set() for column in columns})
    for row in answer:
        entry = found[plain(row["iri"])]
        for column in columns:
            entry[column].add(plain(row[column]))
    return {
        iri: {column: sorted(values - {""}) for column, values in entry.items()}
        for iri, entry in found.items()
    }


def _hit(found: Found, looked: Search, known: Mapping[str, Sequence[str]]) -> Hit:
    def one(column: str) -> str:
        return next(iter(known.get(column, ())), "")

    text, marks, start = _piece(found.text.text, looked.marks(found.text.text, found.text.language))
    is_statement = found.text.kind == "statement"
    return Hit(
        iri=found.text.iri,
        text=text,
        marks=tuple(marks),
        actors=tuple(known["actor"]),
        stance=one("stance"),
        stance_class=one("class"),
        voice=one("voice"),
        chapters=tuple(known.get("chapter", ())),
        source=one("source"),
        page=one("page"),
        # A paragraph's text is the slice itself; a statement's reading form may be shorter than its sentence.
        start=found.text.start + (0 if is_statement else start),
        end=found.text.end if is_statement else found.text.start + start + len(text),
    )


def _piece(text: str, marks: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]], int]:
    """The part of a long text around the first mark, at spaces, its marks, and where it begins."""
    if len(text) <= _SHOWN or not marks:
        return text, list(marks), 0
    middle = marks[0][0]
    start = max(0, min(middle - _SHOWN // 3, len(text) - _SHOWN))
    end = min(len(text), start + _SHOWN)
    if start:
        start = text.find(" ", start, middle) + 1 or middle
    if end < len(text):
        end = max(text.rfind(" ", middle, end), marks[0][1])
    inside = [(a - start, b - start) for a, b in marks if start <= a and b <= end]
    return text[start:end], inside, start


def _filters(store: OxigraphStore, wanted: Wanted) -> tuple[dict[str, Term], str]:
    bindings: dict[str, Term] = {}
    lines: list[str] = []
    speaks = "rg:utteredBy" if wanted.kind == "statement" else "rg:submittedBy"
    if wanted.actor is not None:
        bindings["given_actor"] = to_term(store, "actor", "actor", wanted.actor)
        lines.append(f"?iri {speaks} ?given_actor .")
    if wanted.kind == "statement" and wanted.chapter is not None:
        bindings["given_chapter"] = to_term(store, "chapter", "chapter", wanted.chapter)
        lines.append("?iri rg:targets ?given_chapter .")
    if wanted.kind == "statement" and wanted.stance is not None:
        if wanted.stance in _classes(store):
            bindings["given_class"] = ox.Literal(wanted.stance)
            lines.append("?concept rg:stanceClass ?given_class .")
        else:
            bindings["given_stance"] = to_term(store, "stance", "stance", wanted.stance)
            lines.append("?concept skos:broader* ?given_stance .")
    return bindings, "\n  ".join(lines)


def _classes(store: OxigraphStore) -> frozenset[str]:
    answer = store.query("SELECT DISTINCT ?class { ?concept rg:stanceClass ?class }")
    assert isinstance(answer, ox.QuerySolutions)
    return frozenset(plain(row["class"]) for row in answer)
