"""The files that pages of the server load: style, scripts, the query editor. Only what lies in the folder of assets is ever given out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from remissgraf.queries.view.assets import text, unscripted

__all__ = ["Asset", "asset"]

_TYPES: Final = {
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "svg": b"image/svg+xml",
    "txt": b"text/plain; charset=utf-8",
}
# What other pages have too.
_SHARED: Final = "page.css"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file with its media type."""

    data: bytes
    content_type: bytes


@cache
def _names() -> frozenset[str]:
    """What may be asked for: the names of the files there are, so that no name leads elsewhere."""
    return frozenset(
        entry.name
        for entry in files(__package__).joinpath("assets").iterdir()
        if entry.name.rpartition(".")[2] in _TYPES
    ) | {_SHARED}


def asset(name: str) -> Asset | None:
    """The file of that name, None where there is none."""
    return _read(name) if name in _names() else None


@cache
def _read(name: str) -> Asset:
    shared = name == _SHARED
    content = (
        unscripted(text(name)) if shared else files(__package__).joinpath("assets", name).read_text("utf-8")
    )
    return Asset(content.encode("utf-8"), _TYPES[name.rpartition(".")[2]])
