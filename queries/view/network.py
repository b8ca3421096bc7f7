"""The network page: one HTML file with picture, filters, statements and table, that works offline and runs nothing it was not given.

All data goes into the page as one inert JSON block; the page's scripts build everything from it with text nodes. A strict
Content-Security-Policy names each script and style by its hash. The page knows no SPARQL, no store and no file to write to.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from remissgraf.queries.networks.incidence import Incidence, Tie
from remissgraf.queries.networks.palette import looks, polarity_looks
from remissgraf.queries.view.assets import csp_hash, inert_json, render, text, vis_network, words
from remissgraf.queries.view.scene import scene, statement_index

__all__ = ["network_page"]

# In this order they become one script; each reads only what stands before it.
_SCRIPTS = (
    "model.js",
    "dom.js",
    "look.js",
    "labels.js",
    "canvas.js",
    "panel.js",
    "filters.js",
    "table.js",
    "search.js",
    "main.js",
)


def network_page(incidence: Incidence, *, title: str, lang: str = "sv", source_note: str = "") -> str:
    """The whole page as text, to be written in UTF-8; the same input gives the same page.

    title: of the page, shown once. lang: of the page's own words, "sv" or "en". source_note: a sentence on where the data comes
    from. Raises ExportError for another language, or where the drawing library is missing.
    """
    page_words = words(lang)
    vis = vis_network()
    program = "\n".join(
        ('"use strict";', "(() => {", *(text(f"network/{name}") for name in _SCRIPTS), "})();\n")
    )
    style = text("page.css")
    return render(
        "network.html.j2",
        {
            "lang": lang,
            "title": title,
            "source_note": source_note,
            "words": page_words,
            "made_with": page_words["made_with"].replace("{version}", vis.version),
            "policy": _policy([vis.script, program], [style]),
            # Our own files and the library; neither holds data.
            "style": Markup(style),
            "library": Markup(vis.script),
            "program": Markup(program),
            "data": inert_json(_payload(incidence, lang, page_words)),
        },
    )


def _policy(scripts: list[str], styles: list[str]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(csp_hash(script) for script in scripts),
            "style-src " + " ".join(csp_hash(style) for style in styles),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _payload(incidence: Incidence, lang: str, page_words: Mapping[str, str]) -> dict[str, object]:
    nodes, edges, _heading, _height, _width, options = scene(
        incidence, page_words["whole"]
    ).get_network_data()
    index = statement_index(incidence)
    records: dict[int, Tie] = {}
    for tie in incidence.ties:
        records.setdefault(index[tie.statement], tie)
    return {
        "lang": lang,
        "words": dict(page_words),
        "options": options,
        "nodes": nodes,
        "edges": edges,
        "statements": [_record(records[number]) for number in range(len(records))],
        "stances": {
            name: {
                "label": incidence.stance_labels[name],
                "polarity": look.polarity,
                "light": look.light,
                "dark": look.dark,
                "dash": list(look.dash),
                "width": look.width,
            }
            for name, look in looks().items()
            if name in incidence.stance_labels
        },
        # A list, because the order counts and JSON objects are written sorted.
        "stance_order": [name for name in looks() if name in incidence.stance_labels],
        "polarities": [
            {"id": name, "sign": look.sign, "light": look.light, "dark": look.dark}
            for name, look in polarity_looks().items()
        ],
    }


def _record(tie: Tie) -> dict[str, object]:
    """A statement as the page has it: short names because there may be many thousands."""
    record: dict[str, object] = {"id": tie.statement, "q": tie.quote, "s": tie.stance_label, "f": tie.source}
    for name, value in (
        ("a", tie.start),
        ("b", tie.end),
        ("p", tie.page),
        ("c", tie.confidence),
        ("l", tie.language),
    ):
        if value is not None:
            record[name] = value
    return record
