"""The texts under tests/corpora/prose: one sentence a line, with the stances that it should give, measured in their paragraphs.

A line is the sentence, a tab and its stances ("Class:words; …"; "A|B:words" takes either class; nothing after the tab: no statement).
"# respondent" and "# language" are the head, "## …" are headings, an empty line ends a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from remissgraf.graph.extract import Context, extract
from remissgraf.graph.model import Statement
from remissgraf.graph.readers import read_document
from remissgraf.ontology.entries import Actor, Vocabulary

PROSE = Path(__file__).parents[2] / "corpora" / "prose"


@dataclass(frozen=True, slots=True)
class Expected:
    """classes: any of them is right; words: what carries the stance."""

    classes: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the stances that it should give."""

    text: str
    wanted: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one sentence: pairs with the right class, expected stances that were missed, statements too many."""

    file: str
    line: Line
    right: tuple[tuple[Expected, Statement], ...]
    missed: tuple[Expected, ...]
    extra: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over sentences. wrong: sentences without a stance that were given one; empty: all such sentences."""

    right: int
    missed: int
    extra: int
    wrong: int
    empty: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    @property
    def micro_f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.missed + self.extra)


def outcomes(folder: str, scratch: Path) -> Iterator[Outcome]:
    """Every sentence of a folder's texts with what extraction makes of it. scratch: where the texts are laid out."""
    for path in sorted((PROSE / folder).glob("*.tsv")):
        respondent, text, lines = _text(path)
        target = scratch / f"{path.stem}.md"
        target.write_text(text, encoding="utf-8")
        document = read_document(target, root=scratch)
        context = Context(Vocabulary(), register_respondents=(Actor("x", respondent, ()),))
        statements = extract(document, context).statements
        for line in lines:
            found = [s for s in statements if s.voice == "statement" and s.sentence == line.text]
            yield _compare(path.stem, line, found)


def figures(found: list[Outcome]) -> Figures:
    empty = [one for one in found if not one.line.wanted]
    return Figures(
        sum(len(one.right) for one in found),
        sum(len(one.missed) for one in found),
        sum(len(one.extra) for one in found),
        sum(bool(one.extra) for one in empty),
        len(empty),
    )


def _text(path: Path) -> tuple[str, str, list[Line]]:
    respondent, parts, lines, paragraph = "", [], [], list[str]()
    for row in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        sentence, tab, wanted = row.partition("\t")
        if tab and not row.startswith("# "):
            paragraph.append(sentence)
            lines.append(Line(sentence, tuple(_expected(one) for one in wanted.split("; ") if one)))
            continue
        if paragraph:
            parts.append(" ".join(paragraph))
            paragraph = []
        if row.startswith("# respondent\t"):
            respondent = wanted
        elif row.startswith("## "):
            parts.append(row)
    return respondent, "\n\n".join([f"# {respondent}", *parts]) + "\n", lines


def _expected(text: str) -> Expected:
    classes, _, words = text.partition(":")
    return Expected(frozenset(classes.split("|")), words)


def _compare(file: str, line: Line, found: list[Statement]) -> Outcome:
    left = list(found)
    right: list[tuple[Expected, Statement]] = []
    for wanted in line.wanted:
        near = [s for s in left if s.stance.cls in wanted.classes]
        near.sort(key=lambda s: s.stance.surface not in wanted.words and wanted.words not in s.stance.surface)
        if near:
            right.append((wanted, near[0]))
            left.remove(near[0])
    matched = [wanted for wanted, _ in right]
    return Outcome(file, line, tuple(right), tuple(w for w in line.wanted if w not in matched), tuple(left))
