"""What pages are made of beside data: words, styles, scripts and templates of our own, and the vis-network script that pyvis brings.

It also gives the hashes that a Content-Security-Policy names scripts and styles by. It knows no network and no store.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from markupsafe import Markup

from remissgraf.errors import ExportError

__all__ = [
    "VisNetwork",
    "categories",
    "csp_hash",
    "inert_json",
    "render",
    "text",
    "unscripted",
    "vis_network",
    "words",
]

# The version of vis-network that pages are tested with, and where pyvis 0.3 keeps it.
_VIS_VERSION = "9.1.2"
_VIS_PATH = ("lib", f"vis-{_VIS_VERSION}", "vis-network.min.js")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
# The colours of dark pages in page.css.
_DARK = re.compile(r':root\[data-theme="dark"\] (\{[^}]*\})')
# None of these may stand in a script block: they end it, start a comment or an entity, or (the last two) end a line of a script.
_INERT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class VisNetwork:
    """The drawing library. script: JavaScript with its licence notice at the top."""

    version: str
    script: str


@cache
def vis_network() -> VisNetwork:
    """The script bundled with pyvis. Raises ExportError where the installed pyvis has another version."""
    try:
        script = resources.files("pyvis").joinpath(*_VIS_PATH).read_text(encoding="utf-8")
    except (FileNotFoundError, ModuleNotFoundError) as failure:
        raise ExportError(
            f"the drawing library vis-network {_VIS_VERSION} is not where pyvis keeps it",
            where="pyvis/" + "/".join(_VIS_PATH),
            remedy='Install the version that pages are tested with: pip install "pyvis>=0.3.2,<0.4".',
            code="export.vis_network",
        ) from failure
    # A browser with its tools open would ask for the map.
    return VisNetwork(_VIS_VERSION, _SOURCE_MAP.sub("", script))


@cache
def text(name: str) -> str:
    """An asset of our own, by its path below assets/."""
    return resources.files(__package__).joinpath("assets", *name.split("/")).read_text(encoding="utf-8")


def unscripted(style: str) -> str:
    """The style for a page without a script: dark where the reader's system is; elsewhere a script tells. Print stays light."""
    return _DARK.sub(r"@media screen and (prefers-color-scheme: dark) {\n:root \1\n}", style)


@cache
def categories() -> Mapping[str, Any]:
    """How kinds of nodes look where colour tells them: categories, a list, and other_category; shape, light and dark of each."""
    entries = tomllib.loads(text("categories.toml"))
    return {"categories": entries["category"], "other_category": entries["other"]}


@cache
def words(lang: str) -> Mapping[str, str]:
    """The words of the pages in a language ("sv", "en"). Raises ExportError for another."""
    languages = tomllib.loads(text("strings.toml"))
    if lang not in languages:
        raise ExportError(
            f"pages are not written in {lang!r}",
            remedy=f"The languages are {', '.join(languages)}.",
            code="export.language",
        )
    return dict(languages[lang])


def render(template: str, values: Mapping[str, object], *, package: str = __package__ or "") -> str:
    """Fill in a template of ours, for UTF-8. package: in whose folder templates/ it lies.

    Every value is escaped except Markup; a missing name is an error of the program."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(
            lambda name: resources.files(package).joinpath("templates", name).read_text(encoding="utf-8")
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page = environment.get_template(template).render(values)
    # Lone surrogates, which a damaged name may hold, cannot be written as UTF-8.
    return page.encode("utf-8", "replace").decode("utf-8")


def csp_hash(content: str) -> str:
    """How a Content-Security-Policy names an inline script or style with exactly this content."""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def inert_json(value: object) -> Markup:
    """JSON for a data block of a page: nothing in it can end the block, whatever the strings hold."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return Markup(written.translate(_INERT))
