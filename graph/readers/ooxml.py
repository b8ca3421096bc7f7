"""Names that the parts of a Word document share. It knows no part."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Final

__all__ = ["W", "value"]

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value(element: ET.Element | None) -> str | None:
    """The w:val of an element, or None."""
    return None if element is None else element.get(W + "val")
