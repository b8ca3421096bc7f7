"""What must hold before a file is read at all: where it lies, how large it is, and that its bytes are of the kind its suffix says.

It knows first bytes and file systems; it must not know any format's inside.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from remissgraf.errors import ReadError

__all__ = ["LARGEST", "Inside", "load", "locate", "refuse_other_kind"]

# Bytes. The largest real consultation response seen is some tens of megabytes, nearly all of it pictures.
LARGEST: Final = 200 * 1024 * 1024

_KINDS: Final = (
    (b"%PDF-", frozenset({".pdf"}), "a PDF document"),
    (b"PK\x03\x04", frozenset({".docx"}), "a zip archive (DOCX, ODT …)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", frozenset[str](), "an old or encrypted Office document"),
    (b"{\\rtf", frozenset[str](), "an RTF document"),
    (b"<!doctype html", frozenset({".html", ".htm"}), "a web page"),
    (b"<html", frozenset({".html", ".htm"}), "a web page"),
)


def load(path: Path, root: Path) -> bytes:
    """The bytes of a regular file inside the root, at most LARGEST of them. Raises ReadError."""
    real = locate(path, root)
    try:
        with real.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _not_opened(error) from error
    if len(data) > LARGEST:
        raise _too_large()
    if not data.strip():
        raise ReadError("the file is empty", remedy="Replace it with the whole file.", code="read.empty")
    return data


def locate(path: Path, root: Path) -> Path:
    """Where the file really lies, having made sure that opening it is harmless: a regular file inside the root, not too large.

    A link to a device or a pipe would otherwise be read without end. Raises ReadError.
    """
    return Inside(root).locate(path)


class Inside:
    """`locate` for many files of one root, for a short while: where the root and each folder lie is found out once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: dict[Path, Path] = {}

    def locate(self, path: Path) -> Path:
        """See the function `locate`."""
        try:
            status = path.lstat()
            if stat.S_ISLNK(status.st_mode):
                real = self._inside(path.resolve(strict=True))
                status = real.stat()
            else:
                real = self._folder(path.parent) / path.name
            if not stat.S_ISREG(status.st_mode):
                if stat.S_ISDIR(status.st_mode) and not os.access(real, os.R_OK | os.X_OK):
                    raise PermissionError
                kind = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
                raise ReadError(f"it is {kind}", remedy="Name a file.", code="read.no-file")
            if status.st_size > LARGEST:
                raise _too_large()
        except (OSError, RuntimeError, ValueError) as error:
            raise _not_opened(error) from error
        return real

    def _folder(self, folder: Path) -> Path:
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = self._inside(folder.resolve(strict=True))
        return real

    def _inside(self, real: Path) -> Path:
        if not real.is_relative_to(self._root.resolve(strict=True)):
            raise ReadError(
                "the file lies outside the workspace folder",
                remedy="Copy it into the folder; links that lead out are not followed.",
                code="read.outside",
            )
        return real


def refuse_other_kind(data: bytes, suffix: str) -> None:
    """Raise ReadError if the first bytes say that the file is of another kind than its suffix."""
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, suffixes, name in _KINDS:
        if head[: len(magic)].lower() == magic.lower() and suffix not in suffixes:
            raise ReadError(
                f"the suffix is {suffix} but the content is {name}",
                remedy="Give the file the suffix that its content has, or save it in a readable format.",
                code="read.kind",
            )


def _not_opened(error: Exception) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return ReadError("there is no such file", remedy="Check the name.", code="read.missing")
    if isinstance(error, PermissionError):
        return ReadError(
            "it may not be read", remedy="Give yourself read permission.", code="read.permission"
        )
    reason = getattr(error, "strerror", None) or str(error)
    return ReadError(
        f"the file cannot be opened ({reason})", remedy="Check the name and the disk.", code="read.open"
    )


def _too_large() -> ReadError:
    return ReadError(
        f"the file is larger than {LARGEST // 1024 // 1024} MB",
        remedy="Split it, or take out its pictures.",
        code="read.too-large",
    )
