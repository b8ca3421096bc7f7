"""File names as text: what a graph, a record or a message can hold, whatever bytes the file system gave. Knows no documents."""

from __future__ import annotations

from pathlib import PurePath

__all__ = ["path_text"]


def path_text(path: PurePath | str) -> str:
    """A path with forward slashes as text that UTF-8 can hold; a byte that is no UTF-8 becomes a backslash code.

    >>> path_text("svar-\\udcff.md")
    'svar-\\\\xff.md'
    """
    text = path if isinstance(path, str) else path.as_posix()
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
