"""The matrix page: respondents by what they speak of, a sign for each balance of stances, and the quotes behind it.

Rows can be ordered by likeness, which is computed here. The page knows no SPARQL, no store and no file to write to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from remissgraf.queries.networks.incidence import WHOLE, Incidence
from remissgraf.queries.view.assets import words
from remissgraf.queries.view.links import NO_LINKS, Links, page_links
from remissgraf.queries.view.page import self_contained
from remissgraf.queries.view.payload import Named, tie_data, tie_edges, tie_nodes

__all__ = ["Positions", "alike", "matrix_page"]

# (actor's IRI, chapter's IRI or WHOLE) → the overall position as words.
Positions = Mapping[tuple[str, str], str]

_SCRIPTS = (
    "shared/ties.js",
    "shared/address.js",
    "matrix/rows.js",
    "matrix/grid.js",
    "matrix/legend.js",
    "shared/panel.js",
    "shared/filters.js",
    "matrix/main.js",
)
# Beyond so many rows the leaves of the tree are not turned, which takes time of the third power.
_TURNED: Final = 600


def matrix_page(
    incidence: Incidence,
    *,
    title: str,
    unit: str = "chapter",
    lang: str = "sv",
    positions: Positions = MappingProxyType({}),
    silent: Iterable[tuple[str, str]] = (),
    initiatives: Named = MappingProxyType({}),
    links: Links = NO_LINKS,
) -> str:
    """The whole page as text; the same input gives the same page.

    unit: what the columns are ("chapter", "topic", "initiative"). silent: (IRI, label) of respondents of whom only the position is known.
    Raises ExportError "export.language".
    """
    nodes = tie_nodes(incidence, lang)
    place = {party.id: number for number, party in enumerate(incidence.parties)}
    column = {target.id: len(place) + number for number, target in enumerate(incidence.targets)}
    order = alike(incidence)
    for number, node in enumerate(nodes[: len(place)]):
        node["alike"] = order[number]
    data = {
        **tie_data(incidence, unit=unit, lang=lang, initiatives=initiatives, links=links),
        "nodes": nodes,
        "edges": tie_edges(incidence),
        "whole": {
            str(place[actor]): label
            for (actor, on), label in positions.items()
            if on == WHOLE and actor in place
        },
        "positions": {
            f"{place[actor]} {column[on]}": label
            for (actor, on), label in positions.items()
            if actor in place and on in column
        },
        "silent": [
            {"name": label, "position": positions.get((actor, WHOLE), "")}
            for actor, label in silent
            if actor not in place
        ],
    }
    return self_contained(
        "matrix.html.j2",
        title=title,
        lang=lang,
        scripts=_SCRIPTS,
        styles=("matrix.css",),
        data=data,
        nothing=not incidence.ties,
        pages=page_links(replace(links, matrices={}), words(lang)),
        units=[
            (links.matrices[other], words(lang)[f"by_{other}"]) for other in links.matrices if other != unit
        ],
    )


def alike(incidence: Incidence) -> list[int]:
    """For each party its place in an order that puts those next to each other who say the same of the same.

    A party is the set of (unit, polarity) of its statements; the distance is Jaccard's, the tree is of average linkage (Sokal & Michener
    1958), and its leaves are turned so that neighbours are near (Bar-Joseph, Gifford & Jaakkola 2001).
    """
    number = len(incidence.parties)
    if number < 3:
        return list(range(number))
    import numpy as np
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    row = {party.id: place for place, party in enumerate(incidence.parties)}
    features: dict[tuple[str, str], int] = {}
    found = [
        (row[tie.actor], features.setdefault((tie.chapter, tie.polarity), len(features)))
        for tie in incidence.ties
    ]
    said = np.zeros((number, max(1, len(features))), dtype=np.float32)
    for actor, feature in found:
        said[actor, feature] = 1
    both = said @ said.T
    sizes = said.sum(axis=1)
    either = sizes[:, None] + sizes[None, :] - both
    distance = np.where(either > 0, 1 - both / np.maximum(either, 1), 1.0)
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), method="average", optimal_ordering=number <= _TURNED)
    places = [0] * number
    for rank, leaf in enumerate(leaves_list(tree).tolist()):
        places[leaf] = rank
    return places
