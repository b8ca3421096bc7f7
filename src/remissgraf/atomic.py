"""Writing a file so that a reader sees the old one or the new one, never a part.

The new bytes go to a temporary file in the same folder, are forced to disk and renamed over the old file. It knows nothing of
what is written; the caller says which error a failure is.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from remissgraf.errors import ExportError, RemissgrafError

__all__ = ["open_atomic", "write_atomic"]


@contextmanager
def open_atomic(
    path: Path, *, error: type[RemissgrafError] = ExportError, durable: bool = True
) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `path` when the block ends well; after an exception `path` is as it was.

    durable: force the bytes to disk first, so that they outlive a power cut. False is for a file that is told from a damaged one when it is
    read and can be made again: it spares the wait for the disk, and a process that dies still leaves the old file or the new one.
    A symbolic link is followed; something that is no regular file (a device, a pipe) is written to directly.
    Raises `error` (code of its class + ".write") where the place cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise error("this is a folder, not a file to write to", where=str(path), code=f"{error.code}.write")
    direct = target.exists() and not target.is_file()
    temporary = target if direct else target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        file = temporary.open("wb" if direct else "xb")
    except OSError as failure:
        raise _cannot(path, failure, error) from failure
    try:
        with file:
            # The old file's permissions stay: a person may have opened it to a group, or closed it before the first word is written.
            if not direct and target.exists():
                temporary.chmod(target.stat().st_mode & 0o7777)
            yield file
            file.flush()
            if durable and not direct:
                os.fsync(file.fileno())
        if not direct:
            temporary.replace(target)
            if durable:
                _sync_folder(target.parent)
    except OSError as failure:
        raise _cannot(path, failure, error) from failure
    finally:
        if not direct:
            temporary.unlink(missing_ok=True)


def write_atomic(
    path: Path, data: bytes, *, error: type[RemissgrafError] = ExportError, durable: bool = True
) -> None:
    """Put `data` in the place of `path`'s content, all or nothing. durable: see `open_atomic`."""
    with open_atomic(path, error=error, durable=durable) as file:
        file.write(data)


def _cannot(path: Path, failure: OSError, error: type[RemissgrafError]) -> RemissgrafError:
    reason = failure.strerror or str(failure)
    return error(
        f"cannot write here: {reason}",
        where=str(path),
        remedy="check that the folder exists, may be written to and has room",
        code=f"{error.code}.write",
    )


def _sync_folder(folder: Path) -> None:
    # So that the rename itself survives a power cut; Windows cannot open a folder and does without.
    with contextlib.suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
