"""Bytes to text for the formats whose text is the file's own: UTF-8, a byte order mark, or a legacy encoding that is named.

It knows encodings only; offsets are kept, because nothing is added or taken away but the byte order mark.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from remissgraf.errors import ReadError
from remissgraf.graph.segment.source import clean

__all__ = ["decode"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Single-byte encodings that Swedish and English files have had; each decodes any bytes, so the letters decide.
_LEGACY: Final = ("windows-1252", "iso-8859-1", "cp850", "mac-roman")
_EXPECTED: Final = frozenset("åäöÅÄÖéÉüÜ–—’”“‘•…§½´»«\u00a0©€°²³×·")
_HIGH: Final = re.compile("[^\x00-\x7f]")
_SAMPLE: Final = 1_000_000


def decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """(text with XML-forbidden characters as spaces, encoding, warnings). Raises ReadError for binary data."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return clean(data[len(mark) :].decode(encoding)), encoding, _named(encoding)
            except UnicodeDecodeError as error:
                raise ReadError(
                    f"the file begins as {encoding} but is damaged at byte {error.start}",
                    remedy="Save it again as UTF-8.",
                    code="read.encoding",
                ) from error
    if b"\x00" in data:
        raise ReadError(
            "the file holds binary data, not text",
            remedy="Give the file the suffix that its content has.",
            code="read.binary",
        )
    try:
        return clean(data.decode("utf-8")), "utf-8", ()
    except UnicodeDecodeError:
        encoding = _legacy(data)
        return clean(data.decode(encoding, "replace")), encoding, _named(encoding)


def _named(encoding: str) -> tuple[str, ...]:
    return () if encoding == "utf-8" else (f"decoded as {encoding}, not UTF-8",)


def _legacy(data: bytes) -> str:
    """The legacy encoding in which most characters above ASCII are such as Swedish and English texts have."""

    def score(encoding: str) -> int:
        found = _HIGH.findall(data[:_SAMPLE].decode(encoding, "replace"))
        return sum(1 if character in _EXPECTED else -1 for character in found)

    return max(_LEGACY, key=score)
