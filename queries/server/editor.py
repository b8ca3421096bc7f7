"""The page with the query editor (YASGUI): it asks this server alone and begins with a query of the library. Knows no answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.namespaces import PREFIXES
from remissgraf.queries import library
from remissgraf.queries.library import Query
from remissgraf.queries.preview import preview
from remissgraf.queries.run import with_language
from remissgraf.queries.server.html import POLICY, html_reply, language, words
from remissgraf.queries.server.jobs import PageJob, Reply
from remissgraf.queries.view.assets import inert_json
from remissgraf.queries.workers import Limits

__all__ = ["editor"]

# The editor sets styles of its own on what it draws, and has its signs in its style sheet.
_POLICY: Final = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "img-src data:", "img-src 'self' data: blob:; font-src data:"
)
_FIRST: Final = """SELECT ?actor ?stance ?quote WHERE {
  ?s a rg:Statement ; rg:madeBy/skos:prefLabel ?actor ; rg:hasStance/skos:prefLabel ?stance ; rg:hasEvidence/rg:reading ?quote .
  FILTER(LANG(?stance) = "%s")
}
LIMIT 20
"""


def editor(opened: Opened, job: PageJob, limits: Limits) -> Reply:
    """The page. `example` among the parameters names the query that it begins with, the others are that query's own.

    Raises QueryError "query.unknown", "query.parameter".
    """
    lang = language(job, opened.config.language)
    # Queries with a parameter that must be given are asked on their own pages.
    queries = [
        query
        for query in map(library.get, library.names())
        if not any(entry.required for entry in query.parameters)
    ]
    given = dict(job.parameters)
    example = given.pop("example", None)
    given.pop("lang", None)
    query = _FIRST % lang if example is None else library.get(example)
    data = {
        "endpoint": f"{job.origin}/sparql",
        "base": opened.config.base,
        "prefixes": dict(PREFIXES),
        "query": _text(opened, query, given if example is not None else {}, lang),
        "examples": {entry.name: _text(opened, entry, {}, lang) for entry in queries},
    }
    return html_reply(
        job,
        "editor.html.j2",
        lang,
        title=words(lang)["editor"],
        site=opened.config.title or "remissgraf",
        public=opened.config.edition == "public",
        policy=_POLICY,
        queries=queries,
        data=inert_json(data),
    )


def _text(opened: Opened, query: Query | str, given: Mapping[str, str], lang: str) -> str:
    """The query as it runs, with its parameters bound and its prefixes declared, so that it can be asked and changed anywhere."""
    shown = preview(opened.store, query, with_language(query, given, lang))
    return f"{shown.prefixes}{shown.text}\n"
