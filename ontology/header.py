"""The header of an .rq file: lines that begin with "#+", together one TOML document. Rules and library queries share the form."""

from __future__ import annotations

import tomllib
from typing import Any

__all__ = ["read_header", "without_header"]

_MARK = "#+"


def read_header(text: str) -> dict[str, Any]:
    """The header's values; none where the text has no header. Raises tomllib.TOMLDecodeError with the line of the file.

    >>> read_header('#+ title.sv = "Överblick"\\nSELECT * {}')
    {'title': {'sv': 'Överblick'}}
    """
    # Other lines count as empty ones, so that TOML's line numbers are the file's.
    lines = [line.removeprefix(_MARK) if line.startswith(_MARK) else "" for line in text.splitlines()]
    return tomllib.loads("\n".join(lines))


def without_header(text: str) -> str:
    """The query alone.

    >>> without_header('#+ title.sv = "Överblick"\\nSELECT * {}')
    'SELECT * {}'
    """
    return "\n".join(line for line in text.splitlines() if not line.startswith(_MARK)).strip()
