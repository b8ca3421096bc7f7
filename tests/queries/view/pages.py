"""What tests of pages share: a page taken apart, and what must hold for every page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from remissgraf.queries.networks.incidence import Incidence

from ..networks.samples import row

__all__ = ["HOSTILE", "Parsed", "check_self_contained", "data_of", "incidence_of", "row_of"]

HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(1)> href="x" \' {{ 7*7 }} <!-- \u202e\u2028 åäö'

# Every field of a tie that a person's words come into.
_FIELDS = (
    "actor_label",
    "actor_type",
    "chapter_label",
    "stance_label",
    "quote",
    "source",
    "quote_language",
    "class_label",
)

# What writes markup, runs text or asks for something.
_WRITING = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "Function(",
    "fetch(",
    "XMLHttpRequest",
    "setHTML",
    "createContextualFragment",
)


def row_of(words: str) -> dict[str, str]:
    """One tie with the words in every field."""
    return row(**dict.fromkeys(_FIELDS, words))


def incidence_of(words: str) -> Incidence:
    """The network of that one tie."""
    return Incidence.from_rows([row_of(words)])


class Parsed(HTMLParser):
    """The elements of a page: (tag, attributes, text inside scripts and styles)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.words: list[str] = []
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._inside:
            self.elements[-1][2].append(data)

    def inside(self, tag: str) -> list[str]:
        return ["".join(data) for name, _, data in self.elements if name == tag]


def data_of(page: str) -> dict[str, Any]:
    """What stands in the data block."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    decoded: dict[str, Any] = json.loads(found[1])
    return decoded


def is_relative(address: str) -> bool:
    """Whether an address leads to a page beside this one, or within it."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def check_self_contained(page: str) -> None:
    """The policy names exactly the page's scripts and styles, nothing is fetched, and no attribute runs anything."""
    parsed = Parsed(page)
    (policy,) = [
        attributes["content"]
        for tag, attributes, _ in parsed.elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    for directive, tag in (("script-src", "script"), ("style-src", "style")):
        contents = parsed.inside(tag)
        if tag == "script":
            # The first is the data, which no browser runs.
            contents = contents[1:]
        hashes = [
            f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
            for content in contents
        ]
        assert rules[directive].split() == hashes

    for tag, attributes, _ in parsed.elements:
        assert tag not in {"iframe", "object", "embed", "base", "form", "img", "audio", "video"}
        assert "src" not in attributes
        assert attributes.get("href") in (None, "data:,") or (
            tag == "a" and is_relative(str(attributes["href"]))
        )
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    assert "sourceMappingURL" not in page
    # The last script is ours; a library before it is not.
    program = parsed.inside("script")[-1]
    assert [word for word in _WRITING if word in program] == []
