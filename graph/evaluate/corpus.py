"""An annotated corpus on disk: gold/ with one file of statements a text, and beside it negatives/, facts/, actors.csv, and the texts.

Reads and checks; a mistake is reported with file and line. Knows no figures.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from remissgraf.errors import CorpusError
from remissgraf.graph.evaluate.normal import compact, initiatives
from remissgraf.graph.evaluate.records import Gold, Negative, gold_from, negative_from
from remissgraf.graph.model import STANCE_CLASSES

__all__ = ["Annotated", "Corpus", "built", "json_lines", "load_corpus"]

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Annotated:
    """One text's annotation. stem: the file name without suffix; initiatives, optional_initiatives: those of the whole text."""

    stem: str
    gold: tuple[Gold, ...]
    negatives: tuple[Negative, ...]
    initiatives: frozenset[str]
    optional_initiatives: frozenset[str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of annotation, its texts by stem."""

    root: Path
    texts: tuple[Annotated, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(text.stem for text in self.texts)

    def responses(self) -> tuple[Path, ...]:
        """The annotated files: in responses/, else beside gold/. CorpusError where one is missing or there are two of a name."""
        folder = self.root / "responses" if (self.root / "responses").is_dir() else self.root
        files = [path for path in sorted(folder.iterdir()) if path.is_file()]
        found = []
        for stem in self.stems:
            named = [path for path in files if path.stem == stem and path.suffix not in (".json", ".jsonl")]
            if len(named) != 1:
                raise CorpusError(
                    f"there {'are several texts' if named else 'is no text'} for the annotation of {stem!r}",
                    where=str(folder),
                    remedy="Every file of gold/ needs one text of the same name; or give --predictions.",
                    code="corpus.text",
                )
            found.append(named[0])
        return tuple(found)


def load_corpus(root: Path) -> Corpus:
    """Read all annotation below `root`. Raises CorpusError."""
    folder = root / "gold"
    stems = sorted(path.stem for path in folder.glob("*.jsonl"))
    if not stems:
        raise CorpusError(
            "there is no annotation in this folder",
            where=str(root),
            remedy="An annotated corpus has a folder gold/ with one .jsonl file a text.",
            code="corpus.gold",
        )
    aliases = _aliases(root / "actors.csv")
    return Corpus(root, tuple(_annotated(root, stem, aliases) for stem in stems))


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, object) of every line that is not empty. Raises CorpusError for what is not UTF-8, not JSON or no object."""
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _bad(path, number, f"not JSON ({error})") from error
        if not isinstance(row, dict):
            raise _bad(path, number, "not a JSON object")
        yield number, row


def built(path: Path, number: int, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `make` builds from line `number`; a field that is missing or of another kind becomes a CorpusError with its place."""
    try:
        return make(*args, **kwargs)
    except KeyError as error:
        raise _bad(path, number, f"the field {error} is missing or has a value that is not known") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise _bad(path, number, f"a field has a value of another kind than it should ({error})") from error


def _annotated(root: Path, stem: str, aliases: Mapping[str, frozenset[str]]) -> Annotated:
    facts = _facts(root / "facts" / f"{stem}.json")
    path = root / "gold" / f"{stem}.jsonl"
    rows = [(number, row) for number, row in json_lines(path) if not row.get("optional")]
    names = {compact(facts.get("submitter")), *map(compact, facts.get("submitter_aliases") or ())} - {""}
    for actor in {str(row.get("actor")) for _, row in rows}:
        names |= aliases.get(actor, frozenset())
    accepted = frozenset(names)
    gold = tuple(built(path, number, gold_from, row, stem, accepted) for number, row in rows)
    for (number, _), statement in zip(rows, gold, strict=True):
        if not {statement.cls, *statement.alternatives} <= set(STANCE_CLASSES):
            raise _bad(path, number, f"{statement.cls!r} is none of the 13 classes")
    annotated = initiatives(facts["initiatives"]) if "initiatives" in facts else None
    return Annotated(
        stem=stem,
        gold=gold,
        negatives=_negatives(root / "negatives" / f"{stem}.jsonl"),
        initiatives=frozenset().union(*(g.initiatives for g in gold)) if annotated is None else annotated,
        optional_initiatives=initiatives(facts.get("initiatives_optional")),
    )


def _negatives(path: Path) -> tuple[Negative, ...]:
    rows = list(json_lines(path)) if path.exists() else []
    marked = any("hard" in row for _, row in rows)
    return tuple(built(path, number, negative_from, row, hard_marked=marked) for number, row in rows)


def _facts(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        facts = json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise _bad(path, None, f"not JSON ({error})") from error
    if not isinstance(facts, dict):
        raise _bad(path, None, "not a JSON object")
    return facts


def _aliases(path: Path) -> dict[str, frozenset[str]]:
    """Compact forms of the aliases in actors.csv by name; that file is optional."""
    if not path.exists():
        return {}
    found: dict[str, frozenset[str]] = {}
    for row in csv.DictReader(io.StringIO(_text(path))):
        parts = re.split(r"[|;]", row.get("aliases") or "")
        found[row.get("name") or ""] = frozenset(compact(part) for part in parts if part.strip())
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _bad(path, None, f"not UTF-8 (byte {error.start})") from error


def _bad(path: Path, number: int | None, problem: str) -> CorpusError:
    return CorpusError(
        problem,
        where=str(path) if number is None else f"{path}, line {number}",
        remedy="Correct the line; docs/extraction.md says which fields an annotation has.",
        code="corpus.line",
    )
