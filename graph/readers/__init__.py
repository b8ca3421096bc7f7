"""Readers: from a file to a Document. One module a format behind one registry; none of them knows what a statement is.

`read_document` and `read_documents` are the only ways in. They refuse what it cannot read with a ReadError that says why and what to do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from remissgraf.errors import ReadError
from remissgraf.graph.model import Document
from remissgraf.graph.paths import path_text
from remissgraf.graph.readers.docx import read_docx
from remissgraf.graph.readers.guard import load, refuse_other_kind
from remissgraf.graph.readers.html import read_html
from remissgraf.graph.readers.markdown import read_markdown
from remissgraf.graph.readers.pdf import read_pdf
from remissgraf.graph.readers.plain import read_plain
from remissgraf.graph.segment import Source, assemble, assemble_all
from remissgraf.ontology.namespaces import slug

__all__ = ["READERS", "Reader", "read_document", "read_documents"]

Reader = Callable[[bytes], Source]
_Made = TypeVar("_Made")

# A new format is a module beside this one, a line here, and a sample in tests/graph/samples/.
READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        ".md": read_markdown,
        ".txt": read_plain,
        ".html": read_html,
        ".htm": read_html,
        ".docx": read_docx,
        ".pdf": read_pdf,
    }
)


def read_document(path: Path, *, root: Path) -> Document:
    """Read a file as a document. root: the folder that the document's path is relative to; the file must be inside it.

    Raises ReadError with where = the relative path: missing, no file, outside the root, unreadable, too large, empty, of
    an unknown kind or another than its suffix says, encrypted, damaged, or without text.
    """
    return _read(path, root, assemble)


def read_documents(path: Path, *, root: Path) -> tuple[Document, ...]:
    """The same for a file that may hold the answers of several bodies: one document each, all with the file's whole text."""
    return _read(path, root, assemble_all)


def _read(path: Path, root: Path, make: Callable[..., _Made]) -> _Made:
    """What `make` makes of the file's source, its names and its hash."""
    name = _relative(path, root)
    try:
        data = load(path, root)
        suffix = path.suffix.lower()
        reader = READERS.get(suffix)
        if reader is None:
            known = " ".join(READERS)
            raise ReadError(
                f"no reader for files that end in {suffix!r}" if suffix else "the file name has no suffix",
                remedy=f"Readable are {known}; convert the file or take it away.",
                code="read.suffix",
            )
        refuse_other_kind(data, suffix)
        source = reader(data)
        if not source.text.strip() or not source.blocks:
            raise ReadError(
                "the file holds no text", remedy="Take it away or replace it.", code="read.no-text"
            )
        return make(
            source,
            identifier=slug(name),
            path=name,
            suffix=suffix[1:],
            sha256=hashlib.sha256(data).hexdigest(),
        )
    except ReadError as error:
        raise ReadError(error.message, where=name, remedy=error.remedy, code=error.code) from error


def _relative(path: Path, root: Path) -> str:
    """The path below the root with forward slashes; the bare name where it is not below."""
    try:
        return path_text(path.absolute().relative_to(root.absolute()))
    except ValueError:
        return path_text(path.name)
