"""What browser tests ask of a page, whichever it is: that it is quiet, what it says, and whether everybody can use it."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib import resources
from typing import Any

import pytest

from .chromium import Page, find_chromium

__all__ = ["chromium_or_skip", "faults", "keys_to", "past_the_head", "quiet", "text_of", "texts_of"]


def chromium_or_skip() -> str:
    """The path of Chromium. Without one the test is left out, and says so; in CI it fails instead."""
    executable = find_chromium()
    if executable is None:
        missing = "no Chromium here: install it (Debian: apt-get install chromium) to run the browser tests"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return executable


def quiet(page: Page) -> None:
    """Nothing was asked for but the page itself, and nothing went wrong."""
    assert [url for url in page.requests() if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in page.requests() if url.startswith("file:")]) == 1
    assert page.complaints() == []
    # What has no value has no words either.
    assert page.run(r"document.body.innerText.match(/\b(null|undefined|NaN)\b/)") is None


def text_of(page: Page, selector: str) -> str:
    found: str = page.run(f"document.querySelector({json.dumps(selector)}).innerText")
    return found


def texts_of(page: Page, selector: str) -> list[str]:
    found: list[str] = page.run(
        f"[...document.querySelectorAll({json.dumps(selector)})].map(e => e.textContent)"
    )
    return found


@cache
def _axe() -> str:
    return resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.1 A and AA of impact serious or critical: rule and elements, one line each."""
    # By the debugger, which no policy of the page stops.
    page.run(_axe() + "; true")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.run(
        f"axe.run(document, {json.dumps(options)}).then(found => found.violations.map(({{id, impact, nodes}}) =>"
        " ({id, impact, nodes: nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary)})))"
    )
    return [f"{one['id']}: {one['nodes'][:3]}" for one in found if one["impact"] in ("serious", "critical")]


def keys_to(page: Page, condition: str, most: int = 60) -> None:
    """Press the tab key until the condition holds."""
    for _ in range(most):
        page.press("Tab", code=9)
        if page.run(condition):
            return
    raise AssertionError(f"the tab key does not lead to {condition}")


def past_the_head(page: Page) -> str:
    """Take the first stop of the tab key, which must be seen then; the id or the tag of what has the focus afterwards."""
    page.press("Tab", code=9)
    assert page.run("document.activeElement.id") == "skip"
    assert page.run("getComputedStyle(document.activeElement).clipPath") == "none"
    before: str = page.run("location.hash")
    page.press("Enter", code=13, text="\r")
    assert page.run("location.hash") == before
    found: str = page.run("document.activeElement.id || document.activeElement.localName")
    return found
