"""From a reader's source to a document: blocks, sections, leads and sentences, the same way for every format.

It knows lines, blocks and offsets, and no file format; what the sentences say is for the extraction to find.
"""

from __future__ import annotations

from remissgraf.graph.segment.assemble import assemble
from remissgraf.graph.segment.dossier import assemble_all
from remissgraf.graph.segment.outline import outline
from remissgraf.graph.segment.source import Line, Mark, RawBlock, Source

__all__ = ["Line", "Mark", "RawBlock", "Source", "assemble", "assemble_all", "outline"]
