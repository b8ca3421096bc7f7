"""What a function says of a word, kept by the word. Knows neither the words nor what is asked of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

__all__ = ["Memo"]

Value = TypeVar("Value")
# Words kept; a text of 20 MB has some hundred thousand different ones, and what is asked most comes again at once.
_MOST: Final = 65536


class Memo(dict[str, Value]):
    """A mapping that asks `decide` for what it has not. As a dict, because a call for every word of a text costs three times as much as
    looking it up; `map(memo.__getitem__, words)` asks for all of a sentence at once.

    >>> lengths = Memo(len)
    >>> list(map(lengths.__getitem__, ["remiss", "svar"]))
    [6, 4]
    """

    __slots__ = ("_decide",)

    def __init__(self, decide: Callable[[str], Value]) -> None:
        super().__init__()
        self._decide = decide

    def __missing__(self, word: str) -> Value:
        if len(self) >= _MOST:
            self.clear()
        found = self[word] = self._decide(word)
        return found
