"""The stored texts of a workspace's responses, in which all offsets count."""

from __future__ import annotations

import contextlib

from remissgraf.errors import WorkspaceError
from remissgraf.graph.describe import masked
from remissgraf.graph.workspace.opened import Opened
from remissgraf.graph.workspace.state import FileRecord
from remissgraf.ontology.namespaces import Names

__all__ = ["stored_text", "stored_texts"]


def stored_texts(opened: Opened, *, shown: bool = False) -> dict[str, str]:
    """Response's IRI, or that of the file where it holds several, → text. One that is missing or damaged is left out: `check` tells of it.

    shown: as the workspace's edition shows them, with what is personal masked in the public one; as long as before.
    """
    names = Names(opened.config.base)
    texts: dict[str, str] = {}
    for record in opened.state.load().values():
        if record.canonical is None:
            continue
        with contextlib.suppress(WorkspaceError):
            texts[names.response(record.consultation, record.response)] = stored_text(
                opened, record, shown=shown
            )
    return texts


def stored_text(opened: Opened, record: FileRecord, *, shown: bool = False) -> str:
    """The text of one file that was read; shown as above. Raises WorkspaceError "workspace.damaged" where it cannot be read."""
    path = opened.state.text_path(record.consultation, record.response)
    try:
        # Bytes, because offsets count line ends as they are.
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise WorkspaceError(
            "a stored text cannot be read",
            where=str(path),
            remedy="run `remissgraf build`: it reads the response again",
            code="workspace.damaged",
        ) from failure
    return masked(text, record.private) if shown and opened.config.edition == "public" else text
