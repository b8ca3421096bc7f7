"""Which sentences a response only cites: those of a quotation that runs over several sentences.

Who is quoted is not asked: words of the consulted paper are cited as often as another body's (see `reported`). A quotation within one
sentence is seen by its tokens. Knows the document's sentences.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from remissgraf.graph.extract.tokens import QUOTES
from remissgraf.graph.model import Document, Sentence

__all__ = ["MARK", "cited"]

MARK: Final = re.compile(f"[{''.join(sorted(QUOTES))}]")
_WORD: Final = re.compile(r"\w")
_BRACKET: Final = re.compile(r"\([^()]*\)")


def cited(document: Document) -> frozenset[int]:
    """The starts of the sentences all of whose words, a bracket apart, stand in such a quotation. A mark that its block does not close
    quotes nothing."""
    found: set[int] = set()
    for _, block in groupby(document.sentences, key=lambda sentence: sentence.block):
        opened: list[Sentence] | None = None
        for sentence in block:
            marks = [match.start() for match in MARK.finditer(sentence.text)]
            if opened is not None and not marks:
                opened.append(sentence)
            elif opened is not None:
                if not _WORD.search(_BRACKET.sub("", sentence.text[marks[0] :])):
                    opened.append(sentence)
                found.update(one.start for one in opened)
                opened = [] if len(marks) % 2 == 0 else None
            elif len(marks) % 2:
                opened = [] if _WORD.search(sentence.text[: marks[-1]]) else [sentence]
    return frozenset(found)
