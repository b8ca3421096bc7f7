"""The pages of an opened workspace, each as text: what commands and the local server call. Labels and words in `lang` ("sv", "en").

This is where queries and pages meet; it writes no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from remissgraf.errors import QueryError
from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries import library
from remissgraf.queries.networks.incidence import WHOLE
from remissgraf.queries.run import run
from remissgraf.queries.ties import actor_chapter, actor_unit, named_initiatives
from remissgraf.queries.view.communities import kept_communities
from remissgraf.queries.view.links import NO_LINKS, Links
from remissgraf.queries.view.matrix import matrix_page
from remissgraf.queries.view.naming import told_apart, with_names
from remissgraf.queries.view.network import network_page
from remissgraf.queries.view.reader import response_page, strategy_page
from remissgraf.queries.view.readings import Readings

__all__ = ["render_matrix", "render_network", "render_response", "render_strategy"]


def render_network(opened: Opened, *, lang: str, links: Links = NO_LINKS) -> str:
    """The network of actors and chapters. Raises ExportError "export.language"."""
    incidence = with_names(actor_chapter(opened.store, lang), _respondents(_positions(opened, lang)).items())
    return network_page(
        incidence,
        title=opened.config.title,
        lang=lang,
        communities=kept_communities(incidence, opened.state.folder / "cache"),
        initiatives=named_initiatives(opened.store, lang),
        links=links,
    )


def render_matrix(opened: Opened, *, lang: str, by: str = "chapter", links: Links = NO_LINKS) -> str:
    """Respondents by chapter, topic or initiative (`by`). Raises ExportError "export.language"."""
    rows = _positions(opened, lang)
    respondents = _respondents(rows)
    positions = {
        (row["actor"], row["chapter"] or WHOLE): row["position_label"]
        for row in rows
        if row["position_label"]
    }
    return matrix_page(
        with_names(actor_unit(opened.store, by, lang), respondents.items()),
        title=opened.config.title,
        unit=by,
        lang=lang,
        positions=positions,
        silent=told_apart(respondents.items()).items(),
        initiatives=named_initiatives(opened.store, lang),
        links=links,
    )


def render_response(
    opened: Opened, response: str, *, lang: str, links: Links = NO_LINKS, readings: Readings | None = None
) -> str:
    """The text of a response with its statements marked and the strategy beside it.

    response: its IRI. readings: where many pages share them.
    Raises QueryError "query.parameter" for an unknown response, WorkspaceError "workspace.damaged" where its text is gone.
    """
    texts = readings or Readings(opened, lang)
    found = texts.response(response)
    return response_page(found, texts.strategy(found.consultation), lang=lang, links=links)


def render_strategy(
    opened: Opened, consultation: str, *, lang: str, links: Links = NO_LINKS, readings: Readings | None = None
) -> str:
    """The strategy of a consultation, with what is said of each chapter. consultation: its id.

    Raises QueryError "query.parameter" where there is no such consultation or its strategy's file cannot be read.
    """
    texts = readings or Readings(opened, lang)
    strategy = texts.strategy(consultation)
    if strategy is None:
        raise QueryError(
            "there is no strategy of that consultation to read",
            where=consultation[:200],
            remedy="the file that remissgraf.toml names as its strategy must be there",
            code="query.parameter",
        )
    incidence = with_names(actor_chapter(opened.store, lang), _respondents(_positions(opened, lang)).items())
    own = {response for response in texts.responses() if texts.consultation(response) == consultation}
    ties = tuple(tie for tie in incidence.ties if tie.response in own)
    spoken = {tie.actor for tie in ties}
    parties = tuple(party for party in incidence.parties if party.id in spoken)
    return strategy_page(strategy, replace(incidence, ties=ties, parties=parties), lang=lang, links=links)


def _positions(opened: Opened, lang: str) -> list[dict[str, str]]:
    return list(run(opened.store, library.get("positions"), {"lang": lang}).dicts())


def _respondents(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """IRI → label of all who answered or were asked, so that a name has the same sign on every page."""
    return {row["actor"]: row["actor_label"] for row in rows}
