"""Reads XML parts of a package safely: no document type, no entities, bounded size.

It knows XML and nothing of what the parts mean.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from xml.parsers import expat

from remissgraf.errors import ReadError

__all__ = ["parse", "walk"]


class _BegunError(Exception):
    """The root element has begun: no document type can follow."""


def parse(data: bytes, part: str) -> ET.Element:
    """The root element of a part. Raises ReadError if it is not well-formed or declares a document type."""
    _refuse_doctype(data, part)
    try:
        return ET.fromstring(data)
    except ET.ParseError as error:
        raise _damaged(part, str(error)) from error


def _refuse_doctype(data: bytes, part: str) -> None:
    def doctype(*_: object) -> None:
        raise ReadError(
            f"the part {part} declares a document type, which no word processor writes",
            remedy="Do not trust the file; ask for it anew.",
            code="read.hostile",
        )

    def begun(*_: object) -> None:
        raise _BegunError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = begun
    try:
        parser.Parse(data, True)
    except _BegunError:
        return
    except (expat.ExpatError, LookupError) as error:
        # Of an encoding that nobody knows expat asks Python, which looks it up.
        raise _damaged(part, str(error)) from error


def _damaged(part: str, reason: str) -> ReadError:
    return ReadError(
        f"the part {part} is damaged ({reason})", remedy="Fetch or save the file again.", code="read.damaged"
    )


def walk(root: ET.Element, skip: frozenset[str]) -> Iterator[tuple[bool, ET.Element]]:
    """(entering, element) for the root and all below it, in document order, without recursion; elements in `skip` are left out."""
    stack: list[tuple[bool, ET.Element]] = [(True, root)]
    while stack:
        entering, element = stack.pop()
        yield entering, element
        if entering:
            stack.append((False, element))
            stack.extend((True, child) for child in reversed(element) if child.tag not in skip)
