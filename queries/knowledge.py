"""The Python interface: a built workspace as one object (`rg.open("folder")`) that is asked in the words of the command line.

It holds no logic of its own: each method hands on to the module that does the work, imported when it is called. It does not know the
command line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from remissgraf.errors import QueryError, WorkspaceError

if TYPE_CHECKING:
    import os
    from types import TracebackType

    import networkx as nx
    import rdflib

    from remissgraf.graph.workspace.opened import Opened
    from remissgraf.queries.library import Query
    from remissgraf.queries.preview import Preview
    from remissgraf.queries.proofs import Proof
    from remissgraf.queries.result import Result

__all__ = ["KnowledgeGraph", "Parameter", "open"]

Language = Literal["sv", "en"]
# What a parameter may be given as; None leaves it open.
Parameter = str | int | float | bool | Decimal | date | None


def open(path: str | os.PathLike[str] = ".", *, lang: Language | None = None) -> KnowledgeGraph:
    """The graph of a built workspace. path: its folder. lang: of labels; the workspace's own language where it is not given.

    Raises WorkspaceError where the folder is no workspace ("workspace.missing") or was not built ("workspace.unbuilt").
    """
    from remissgraf.graph.workspace.opened import open_workspace

    return KnowledgeGraph(open_workspace(Path(path)), lang=lang)


class KnowledgeGraph:
    """A built workspace, opened for reading by `open`. A build meanwhile does not disturb it: open it again to see what is new.

    >>> import remissgraf as rg
    >>> kg = rg.open("lifescience", lang="en")
    >>> for row in kg.query("responses", limit=2).dicts():
    ...     print(row["actor_label"], row["date"])
    Ekens högskola 2025-10-09
    Fackförbundet Laboratorieanställda 2025-10-31
    >>> bool(kg.sparql("ASK { ?statement rg:targets ?chapter . ?chapter rg:sectionNumber ?number }", number="A"))
    True
    >>> frame = kg.query("stances-by-chapter", chapter="A", actor_type="municipality").to_df()
    >>> list(frame.columns)
    ['chapter_label', 'type_label', 'stance_class', 'class_label', 'respondents', 'statements']
    >>> network = kg.network("actors", normalization="average")
    >>> sorted(network.nodes[node]["label"] for node in network)[0]
    'Ekens högskola'
    >>> kg.close()

    Use it in a `with` block, or close it when done.
    """

    def __init__(self, opened: Opened, *, lang: Language | None = None) -> None:
        self._opened: Opened | None = opened
        self._lang: str = lang or opened.config.language

    @property
    def path(self) -> Path:
        """The workspace's folder."""
        return self._still_open.config.root

    @property
    def lang(self) -> str:
        """The language of labels."""
        return self._lang

    def queries(self) -> Result:
        """The library: the columns name, question and parameters (required ones with a star)."""
        import pyoxigraph as ox

        from remissgraf.queries import library
        from remissgraf.queries.result import Result

        rows = []
        for query in map(library.get, library.names()):
            parameters = ", ".join(entry.name + "*" * entry.required for entry in query.parameters)
            rows.append(
                (
                    ox.Literal(query.name),
                    ox.Literal(query.question[self._lang], language=self._lang),
                    ox.Literal(parameters),
                )
            )
        return Result("rows", ("name", "question", "parameters"), tuple(rows))

    def query(
        self, name: str, /, *, limit: int | None = None, timeout: float | None = None, **parameters: Parameter
    ) -> Result:
        """A query of the library, or of a file that ends in .rq, with its parameters by name.

        limit: at most so many rows. timeout: seconds after which the query is stopped; without one it runs in this process and cannot be.
        Raises QueryError as `remissgraf query` tells it: "query.unknown", "query.parameter", "query.timeout" …
        """
        return self._ask(self._query(name), parameters, limit, timeout)

    def sparql(
        self, text: str, /, *, limit: int | None = None, timeout: float | None = None, **parameters: Parameter
    ) -> Result:
        """The answer to SPARQL of your own, which may read and not change. The usual prefixes need not be declared.

        parameters: variables of the query with what they are to be; an IRI is written <…>. Raises QueryError "query.syntax",
        "query.prefix", "query.refused", "query.parameter", "query.timeout".
        """
        return self._ask(text, parameters, limit, timeout)

    def statements(self, *, actor: str | None = None, chapter: str | None = None) -> Result:
        """The respondents' own statements with stance, quote and place (the query statements-by-actor)."""
        return self.query("statements-by-actor", actor=actor, chapter=chapter)

    def search(
        self,
        words: str,
        *,
        documents: bool = False,
        actor: str | None = None,
        stance: str | None = None,
        chapter: str | None = None,
        limit: int = 50,
    ) -> Result:
        """Statements whose sentence has these words in any of their forms, the best first, as `remissgraf search` finds them.

        documents: all that is written in the responses in place of the statements. actor, stance, chapter: only theirs, as a person
        writes them. The first search after a build makes the index. Raises QueryError "query.search", "query.parameter".
        """
        from remissgraf.graph.workspace.searchable import search_index
        from remissgraf.queries.search import Wanted, search, to_result

        opened = self._still_open
        wanted = Wanted("document" if documents else "statement", actor, stance, chapter)
        with search_index(opened) as index:
            return to_result(search(index, opened.store, words, wanted, lang=self._lang, limit=limit))

    def preview(self, query: str, /, **parameters: Parameter) -> Preview:
        """What would run: a query of the library, a file that ends in .rq, or SPARQL, with its parameters bound; nothing is asked but
        how often each part of it is found alone. Printed it reads as `remissgraf query --explain`.
        """
        from remissgraf.queries.preview import preview
        from remissgraf.queries.run import with_language

        # SPARQL has braces, the name of a query or of a file none.
        wanted = query if "{" in query else self._query(query)
        given = with_language(wanted, _texts(parameters), self._lang)
        return preview(self._still_open.store, wanted, given, counts=True)

    def explain(self, subject: str, predicate: str, object: str) -> Proof:
        """Why a triple holds, by which axioms and rules, down to files and quotes: `print` shows the tree.

        Terms are written as for `remissgraf explain`: whole IRIs, with a prefix ("rg:supports", "a"), or as what follows the workspace's
        base ("actor/norrviks-kommun"). Raises QueryError "query.triple" for what the graph does not hold.
        """
        from remissgraf.queries.proofs import prove

        return prove(self._still_open, subject, predicate, object, lang=self._lang)

    def schema(self, name: str | None = None) -> Result:
        """The classes and properties of this graph with their numbers; name: of a class, for the properties of its things.

        Raises QueryError "query.parameter" for a class that the graph has not.
        """
        from remissgraf.queries.schema import survey, to_result

        return to_result(survey(self._still_open.store, name))

    def report(
        self,
        path: str | os.PathLike[str],
        *,
        consultation: str | None = None,
        min_confidence: float = 0.5,
        campaigns: Literal["each", "once"] = "each",
        template: str | os.PathLike[str] | None = None,
    ) -> Path:
        """Write the report on the responses (docs/report.md) and say where: path ends in .docx, .xlsx, .md or .html.

        consultation: its id, where the workspace has several. min_confidence: 0–1, of statements that count. campaigns: every sender, or
        each campaign once. template: a .docx for styles. The edition is the workspace's. Raises ReportError; an old file stays whole.
        """
        from remissgraf.atomic import open_atomic
        from remissgraf.errors import ReportError
        from remissgraf.queries.report.make import WRITERS, make_report, write_report
        from remissgraf.queries.report.model import Options

        opened, target = self._still_open, Path(path)
        form = target.suffix.removeprefix(".").lower()
        if form not in WRITERS or not 0 <= min_confidence <= 1 or campaigns not in ("each", "once"):
            raise ReportError(
                "there is no such report",
                where=f"{target.name}, {min_confidence}, {campaigns}"[:200],
                remedy=f"A report ends in .{', .'.join(WRITERS)}; confidence is 0–1, campaigns count each or once.",
                code="report.option",
            )
        least = Options.least_of(min_confidence)
        options = Options(self._lang, least, campaigns, edition=opened.config.edition)
        made = make_report(opened.store, options, consultation)
        with open_atomic(target, error=ReportError) as file:
            write_report(made, form, file, template=None if template is None else Path(template))
        return target

    def sample(
        self, path: str | os.PathLike[str], *, statements: int = 100, texts: int = 100, seed: int = 1
    ) -> int:
        """Write a random sample of statements and texts for a person to code, as `remissgraf sample` does; the number of rows."""
        from remissgraf.atomic import write_atomic
        from remissgraf.errors import ExportError
        from remissgraf.graph.workspace.searchable import search_index
        from remissgraf.queries.validation.draw import sample_of

        opened = self._still_open
        with search_index(opened) as index:
            lines = list(sample_of(opened.store, index.texts(), self._lang, statements, texts, seed))
        # Spreadsheets read å, ä and ö only with a mark of the encoding.
        write_atomic(Path(path), "".join(("\ufeff", *lines)).encode("utf-8"), error=ExportError)
        return len(lines) - 1

    def graph(self, *, inferred: bool = True) -> rdflib.Graph:
        """All triples as a graph of rdflib's: a copy, which may be changed. inferred: with what reasoning added.

        rdflib holds it in memory and asks it some ten times slower than `sparql` does.
        """
        import io

        import rdflib

        from remissgraf.ontology.namespaces import PREFIXES
        from remissgraf.queries.export import write_rdf

        written = io.BytesIO()
        write_rdf(self._still_open.store, "nq", written, inferred=inferred)
        found = rdflib.Dataset(default_union=True)
        found.parse(data=written.getvalue(), format="nquads")
        whole = rdflib.Graph()
        for prefix, iri in PREFIXES.items():
            whole.bind(prefix, iri, replace=True)
        for triple in found.triples((None, None, None)):
            whole.add(triple)
        return whole

    def network(
        self,
        kind: str = "actors",
        *,
        unit: str = "claim",
        qualifier: str = "agreement",
        aggregation: str | None = None,
        normalization: str = "no",
        duplicates: str = "document",
        actors_as: str = "actor",
        depth: int | None = None,
        include: Mapping[str, str | Sequence[str]] | None = None,
        exclude: Mapping[str, str | Sequence[str]] | None = None,
        only: str | None = None,
        since: date | None = None,
        until: date | None = None,
        coding: str | None = None,
        variables: tuple[str, str, str | None] = ("organization", "concept", "agreement"),
        backbone: float | None = None,
    ) -> nx.Graph[str]:
        """A discourse network as a networkx graph, by the choices of `remissgraf network` (docs/networks.md explains each).

        kind: "actors", "units" or "affiliation". include, exclude: {"type": "Kommun"}, {"actor": ["A", "B"]}. only: SPARQL that finds
        statements. since, until: the first and the last day. coding: a hand-coded corpus by its name, of which variables (actor, unit,
        qualifier) make the network; unit, qualifier, actors_as and depth are of the responses alone. backbone: the level of the
        disparity filter, 0–1. Edges have "weight", "units" and "statements".

        Raises NetworkError "network.option", ExportError "export.coding" for a corpus or variable that is not there.
        """
        from remissgraf.errors import NetworkError
        from remissgraf.ontology.namespaces import Names
        from remissgraf.queries.coded.events import coded_events
        from remissgraf.queries.discourse import chosen_statements, discourse
        from remissgraf.queries.networks.choice import compute
        from remissgraf.queries.networks.filters import between, keep
        from remissgraf.queries.networks.structure import disparity_filter

        opened = self._still_open
        if coding is None:
            found = discourse(opened.store, self._lang, unit=unit, qualifier=qualifier, places=True)
            events = found.at(actors_as, depth)
        elif (unit, qualifier, actors_as, depth) != ("claim", "agreement", "actor", None):
            raise NetworkError(
                "a hand-coded corpus has none of unit, qualifier, actors_as and depth",
                where=coding[:200],
                remedy="Choose its variables with variables=(actor, unit, qualifier).",
                code="network.option",
            )
        else:
            events = coded_events(opened.store, Names(opened.config.base), coding, *variables)
        if only is not None:
            chosen = chosen_statements(opened.store, only)
            events = events.where(lambda row: row.statement in chosen)
        events = keep(events, _conditions(include), _conditions(exclude))
        first = None if since is None else datetime.combine(since, time.min)
        last = None if until is None else datetime.combine(until, time.max)
        events = between(events, first, last)
        graph = compute(kind, events, aggregation, normalization, duplicates).graph()
        return graph if backbone is None else disparity_filter(graph, backbone)

    def close(self) -> None:
        """Let go of the store. Closing twice is no mistake."""
        if self._opened is not None:
            self._opened.store.close()
            self._opened = None

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        where = "closed" if self._opened is None else repr(str(self._opened.config.root))
        return f"<remissgraf.KnowledgeGraph {where}>"

    def _repr_html_(self) -> str:
        return self.query("overview")._repr_html_()

    @property
    def _still_open(self) -> Opened:
        if self._opened is None:
            raise WorkspaceError(
                "the graph has been closed", remedy="open it again: rg.open(…)", code="workspace.closed"
            )
        return self._opened

    @staticmethod
    def _query(name: str) -> Query | str:
        """A query of the library, or of a file."""
        from remissgraf.queries import library

        return library.read_file(Path(name)) if name.endswith(".rq") else library.get(name)

    def _ask(
        self, query: Query | str, given: Mapping[str, Parameter], limit: int | None, timeout: float | None
    ) -> Result:
        from remissgraf.queries.run import run, with_language

        opened = self._still_open
        texts = with_language(query, _texts(given), self._lang)
        if timeout is None:
            return run(opened.store, query, texts, limit=limit)
        from remissgraf.graph.workspace.opened import find_store
        from remissgraf.queries.workers import Limits, run_limited

        _, folder = find_store(opened.config.root)
        return run_limited(folder, query, texts, limit=limit, limits=Limits(seconds=timeout, rows=None))


def _conditions(given: Mapping[str, str | Sequence[str]] | None) -> list[tuple[str, str]]:
    """(property, value) for each value."""
    return [
        (name, value)
        for name, values in (given or {}).items()
        for value in ((values,) if isinstance(values, str) else values)
    ]


def _texts(given: Mapping[str, Parameter]) -> dict[str, str]:
    return {name: _text(name, value) for name, value in given.items() if value is not None}


def _text(name: str, value: object) -> str:
    """A parameter as a person would write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise QueryError(
        f"a parameter cannot be a {type(value).__name__}",
        where=name,
        remedy="give text, a number, True or False, or a date; an IRI as text",
        code="query.parameter",
    )
