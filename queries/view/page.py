"""How a page is put together: words, styles, scripts, one inert block of data, and a policy that names each script and style by its hash.

It knows no page in particular, no SPARQL and no store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from remissgraf.queries.networks.palette import looks, polarity_looks
from remissgraf.queries.view.assets import csp_hash, inert_json, render, text, words

__all__ = ["common_data", "self_contained"]

# What every page's script begins with.
_SHARED = ("shared/base.js", "shared/dom.js", "shared/look.js")


def self_contained(
    template: str,
    *,
    title: str,
    lang: str,
    scripts: Sequence[str],
    styles: Sequence[str],
    data: Mapping[str, object],
    library: str = "",
    **values: object,
) -> str:
    """A page as text, to be written in UTF-8; the same input gives the same page.

    scripts, styles: assets after the shared ones, in order. data: what the scripts read beside `common_data`. library: a script of others,
    before ours. values: further values of the template. Raises ExportError "export.language".
    """
    page_words = words(lang)
    names = (*_SHARED, *scripts)
    program = "\n".join(('"use strict";', "(() => {", *(text(name) for name in names), "})();\n"))
    style = "\n".join(text(name) for name in ("page.css", *styles))
    return render(
        template,
        {
            "lang": lang,
            "title": title,
            "words": page_words,
            "policy": _policy([library, program] if library else [program], [style]),
            # Our own files and the library; neither holds data.
            "style": Markup(style),
            "library": Markup(library),
            "program": Markup(program),
            "data": inert_json(data),
            **values,
        },
    )


def common_data(lang: str, stance_labels: Mapping[str, str]) -> dict[str, object]:
    """What every page's scripts read: words, and the looks of the stances that it shows. stance_labels: by class."""
    return {
        "lang": lang,
        "words": dict(words(lang)),
        "stances": {
            name: {
                "label": stance_labels[name],
                "polarity": look.polarity,
                "light": look.light,
                "dark": look.dark,
                "dash": list(look.dash),
                "width": look.width,
            }
            for name, look in looks().items()
            if name in stance_labels
        },
        # A list, because the order counts and JSON objects are written sorted.
        "stance_order": [name for name in looks() if name in stance_labels],
        "polarities": [
            {
                "id": name,
                "sign": look.sign,
                "light": look.light,
                "dark": look.dark,
                "dash": list(look.dash),
                "width": look.width,
            }
            for name, look in polarity_looks().items()
        ],
    }


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
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
