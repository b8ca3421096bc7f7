"""The stored texts of a workspace's responses, in which all offsets count."""

from __future__ import annotations

import contextlib

from remissgraf.graph.describe import masked
from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.namespaces import Names

__all__ = ["stored_texts"]


def stored_texts(opened: Opened, *, shown: bool = False) -> dict[str, str]:
    """Response's IRI, or that of the file where it holds several, → text. One that is missing or damaged is left out: `check` tells of it.

    shown: as the workspace's edition shows them, with what is personal masked in the public one; as long as before.
    """
    names = Names(opened.config.base)
    hide = shown and opened.config.edition == "public"
    texts: dict[str, str] = {}
    for record in opened.state.load().values():
        if record.canonical is None:
            continue
        path = opened.state.text_path(record.consultation, record.response)
        with contextlib.suppress(OSError, UnicodeDecodeError):
            # Bytes, because offsets count line ends as they are.
            text = path.read_bytes().decode("utf-8")
            texts[names.response(record.consultation, record.response)] = (
                masked(text, record.private) if hide else text
            )
    return texts
