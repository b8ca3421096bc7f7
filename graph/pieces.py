"""Pieces of bytes that come one after the other, as a file to read from: what the engine's parsers and loaders take.

It must not know where the pieces come from or what is in them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["Pieces"]


class Pieces(io.RawIOBase):
    """Pieces of bytes as a file to read from. failure: the error that ended them, which a reader may hide behind one of its own."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.failure: BaseException | None = None
        self._chunks = chunks
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._piece:
            try:
                piece = next(self._chunks, None)
            except BaseException as failure:
                self.failure = failure
                raise
            if piece is None:
                return 0
            self._piece = memoryview(piece)
        target = memoryview(buffer)
        size = min(len(target), len(self._piece))
        target[:size] = self._piece[:size]
        self._piece = self._piece[size:]
        return size
