"""From a read document to statements: who says what about which chapter, with which stance. Knows no RDF and no files."""

from __future__ import annotations

from remissgraf.graph.extract.context import Context
from remissgraf.graph.extract.engine import extract
from remissgraf.graph.extract.record import to_record

__all__ = ["Context", "extract", "to_record"]
