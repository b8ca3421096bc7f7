"""All pages of a workspace as files that lead to each other by relative addresses. It gives paths and pages and writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.namespaces import Names
from remissgraf.queries.view.links import Links
from remissgraf.queries.view.readings import Readings
from remissgraf.queries.view.render import render_matrix, render_network, render_response, render_strategy

__all__ = ["file_name", "site", "text_links"]

# A file system takes 255 bytes; a longer name is cut and gets a hash.
_LONGEST: Final = 150
_MATRICES: Final = {
    "chapter": "matrix.html",
    "topic": "matrix-topic.html",
    "initiative": "matrix-initiative.html",
}


def site(
    opened: Opened, *, lang: str, overview: bool = True, every: bool = True
) -> Mapping[PurePosixPath, Callable[[], str]]:
    """Path below the site's folder → what makes the page.

    overview: with the network and the matrices, not the texts alone. every: whether all of them will be made, not a few.
    """
    readings = Readings(opened, lang, many=every)
    responses, strategies = _responses(readings), _strategies(opened, readings)

    def links(depth: int) -> Links:
        up = "../" * depth
        return replace(
            _texts(responses, strategies, up),
            network=f"{up}network.html" if overview else "",
            matrices={unit: up + path for unit, path in _MATRICES.items()} if overview else {},
        )

    top, below, deep = links(0), links(1), links(2)
    pages: dict[PurePosixPath, Callable[[], str]] = {}
    if overview:
        pages[PurePosixPath("network.html")] = partial(render_network, opened, lang=lang, links=top)
        for unit, name in _MATRICES.items():
            pages[PurePosixPath(name)] = partial(render_matrix, opened, by=unit, lang=lang, links=top)
    for iri, path in strategies.items():
        consultation = iri.rpartition("/")[2]
        pages[path] = partial(
            render_strategy, opened, consultation, lang=lang, links=below, readings=readings
        )
    for iri, path in responses.items():
        pages[path] = partial(render_response, opened, iri, lang=lang, links=deep, readings=readings)
    return pages


def text_links(opened: Opened, *, lang: str, folder: str) -> Links:
    """Links to the pages of texts that `site` makes, for a page elsewhere. folder: the site's, relative to that page, with slashes."""
    readings = Readings(opened, lang)
    return _texts(_responses(readings), _strategies(opened, readings), f"{quote(folder)}/")


def _texts(responses: Mapping[str, PurePosixPath], strategies: Mapping[str, PurePosixPath], to: str) -> Links:
    return Links(
        responses={iri: to + quote(str(path)) for iri, path in responses.items()},
        strategies={iri: to + quote(str(path)) for iri, path in strategies.items()},
    )


def _responses(readings: Readings) -> Mapping[str, PurePosixPath]:
    return {
        iri: PurePosixPath("responses", readings.consultation(iri), file_name(iri))
        for iri in readings.responses()
    }


def _strategies(opened: Opened, readings: Readings) -> Mapping[str, PurePosixPath]:
    names = Names(opened.config.base)
    return {
        names.strategy(entry.id): PurePosixPath("strategies", f"{entry.id}.html")
        for entry in opened.config.consultations
        if readings.strategy(entry.id) is not None
    }


def file_name(response: str) -> str:
    """The name of the file that holds the page of a response, from its IRI."""
    name = response.rpartition("/")[2]
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"
    return f"{name}.html"
