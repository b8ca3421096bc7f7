"""The network page: one HTML file with picture, filters, statements and table, that works offline and runs nothing it was not given.

All data goes into the page as one inert JSON block; the page's scripts build everything from it with text nodes. A strict
Content-Security-Policy names each script and style by its hash. The page knows no SPARQL, no store and no file to write to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.view.assets import categories, vis_network, words
from remissgraf.queries.view.links import NO_LINKS, Links, page_links
from remissgraf.queries.view.page import self_contained
from remissgraf.queries.view.payload import Named, tie_data
from remissgraf.queries.view.scene import scene

__all__ = ["network_page"]

# In this order they become one script; each reads only what stands before it.
_SCRIPTS = (
    "shared/ties.js",
    "shared/address.js",
    "network/measures.js",
    "network/scene.js",
    "network/marks.js",
    "network/labels.js",
    "network/canvas.js",
    "network/input.js",
    "network/pan.js",
    "network/introduction.js",
    "shared/panel.js",
    "network/reach.js",
    "shared/filters.js",
    "network/table.js",
    "network/search.js",
    "network/modes.js",
    "network/export.js",
    "network/main.js",
)


def network_page(
    incidence: Incidence,
    *,
    title: str,
    lang: str = "sv",
    source_note: str = "",
    initiatives: Named = MappingProxyType({}),
    communities: Mapping[str, int] = MappingProxyType({}),
    links: Links = NO_LINKS,
) -> str:
    """The whole page as text, to be written in UTF-8; the same input gives the same page.

    title: of the page, shown once. lang: of the page's own words, "sv" or "en". source_note: a sentence on where the data comes from.
    initiatives: what statements name, to filter by. communities: actor → number from 0. links: of the other pages, seen from this one.
    Raises ExportError for another language, or where the drawing library is missing.
    """
    vis = vis_network()
    return self_contained(
        "network.html.j2",
        title=title,
        lang=lang,
        scripts=_SCRIPTS,
        styles=("network.css",),
        data=_payload(incidence, lang, initiatives, communities, links),
        pages=page_links(replace(links, network=""), words(lang)),
        library=vis.script,
        source_note=source_note,
        nothing=not incidence.ties,
        made_with=words(lang)["made_with"].replace("{version}", vis.version),
    )


def _payload(
    incidence: Incidence, lang: str, initiatives: Named, communities: Mapping[str, int], links: Links
) -> dict[str, object]:
    nodes, edges, _heading, _height, _width, options = scene(incidence, lang, communities).get_network_data()
    return {
        **tie_data(incidence, unit="chapter", lang=lang, initiatives=initiatives, links=links),
        **categories(),
        "options": options,
        "nodes": nodes,
        "edges": edges,
    }
