"""The first page: what there is, and where everything stands. Knows the workspace and its resources' names, no statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox

from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries.server.asking import local
from remissgraf.queries.server.html import html_reply, language, words
from remissgraf.queries.server.jobs import PageJob, Reply
from remissgraf.queries.workers import Limits

__all__ = ["home"]

# Names of what the page lists, with the word over the list.
_LISTS: Final = (
    ("actors", "?x a rg:Actor . FILTER EXISTS { ?r rg:submittedBy ?x }"),
    ("chapters", "?x a rg:Chapter"),
    ("initiatives", "?s rg:mentionsInitiative ?x"),
    ("topics", "?s rg:aboutTopic ?x"),
    ("responses", "?x a rg:Response"),
)
_MOST: Final = 500


def home(opened: Opened, job: PageJob, limits: Limits) -> Reply:
    """Links to the pages, the resources by kind, and the endpoint."""
    lang = language(job, opened.config.language)
    said = words(lang)
    pages = [("/editor", said["editor"]), ("/query", said["library"])]
    pages += [(f"/site/{name}.html?lang={lang}", said[name]) for name in ("network", "matrix")]
    for entry in opened.config.consultations:
        if entry.strategy is not None:
            page = f"/site/strategies/{quote(entry.id)}.html?lang={lang}"
            pages.append((page, f"{said['strategy']}: {entry.title}"))
    return html_reply(
        job,
        "home.html.j2",
        lang,
        title=opened.config.title or "remissgraf",
        site="remissgraf",
        public=opened.config.edition == "public",
        pages=pages,
        lists=[(said[name], list(_listed(opened, pattern, lang))) for name, pattern in _LISTS],
        endpoint=f"{job.origin}/sparql",
    )


def _listed(opened: Opened, pattern: str, lang: str) -> Iterator[tuple[str, str]]:
    """(address, label) of the resources, each once, by label."""
    found = opened.store.query(
        f"SELECT ?x (SAMPLE(?l) AS ?any) (SAMPLE(?own) AS ?label) {{ {pattern} . ?x skos:prefLabel ?l "
        f'OPTIONAL {{ ?x skos:prefLabel ?own FILTER(LANG(?own) = "{lang}") }} }} GROUP BY ?x ORDER BY ?label ?any ?x LIMIT {_MOST}'
    )
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        resource, label = row["x"], row["label"] or row["any"]
        assert isinstance(resource, ox.NamedNode)
        yield local(opened, resource.value), label.value if isinstance(label, ox.Literal) else resource.value
