"""A random sample of what was found and of what was read, as a table for a person to fill in, and the table read again.

Statements tell how many are wrong, pieces of text how many were missed. It knows events and texts, no store and no network.
"""

from __future__ import annotations

import csv
import io
import random
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from remissgraf.errors import NetworkError
from remissgraf.ontology.tables import CONTROL, Row, read_table
from remissgraf.queries.networks.events import Event, Events

if TYPE_CHECKING:
    from remissgraf.graph.search import Text

__all__ = ["COLUMNS", "Coded", "draw_sample", "read_sample"]

COLUMNS: Final = (
    "number", "kind", "of", "actor", "claim", "side", "text", "found", "verdict", "missed", "statement", "actor_id", "claim_id",
)  # fmt: skip
_REQUIRED: Final = COLUMNS[:3]
_STATEMENT: Final = "statement"
_TEXT: Final = "text"
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@")
# Digits of how many pieces of text there are, and of what a piece of text may hold.
_LONGEST_NUMBER: Final = 9
_LONGEST_MISSED: Final = 2
# More missed statements than this in all are no finding but a slip of the pen, and no computer draws them again and again.
_MOST_MISSED: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Coded:
    """What a person said of a sample.

    right, side, wrong: statements that are right, that are on the other side, and that are none of that actor on that claim. pieces:
    pieces of text coded; missed: statements for or against a claim that they hold and that were not found; of_pieces: how many pieces there
    are in all. gone: coded statements that the graph no longer has, which are not counted. skipped: rows without a verdict before others
    of their kind with one.
    """

    right: int
    side: int
    wrong: int
    pieces: int
    missed: int
    of_pieces: int
    gone: int = 0
    skipped: int = 0


def draw_sample(
    events: Events,
    texts: Iterable[Text],
    responses: Collection[str],
    statements: int,
    pieces: int,
    seed: int,
) -> Iterator[str]:
    """Lines of a CSV with COLUMNS as heading: statements and pieces of text by turns, each drawn at random, so that one may stop anywhere.

    events: of claims with agreement; those that commit to a side are drawn from. texts: of a workspace's index, quotes and pieces.
    responses: those that count, also where nothing was found in them. At most so many of each kind; the same seed draws the same from the
    same.
    """
    committed = [row for row in events.ordered if row.qualifier is not None]
    by_kind: defaultdict[str, list[Text]] = defaultdict(list)
    for text in sorted(texts, key=lambda text: (text.kind, text.iri, text.start, text.end)):
        by_kind[text.kind].append(text)
    quotes = {text.iri: text for text in by_kind["statement"]}
    read = [text for text in by_kind["document"] if text.iri in responses]
    chance = random.Random(seed)
    chosen = chance.sample(committed, min(statements, len(committed)))
    places = chance.sample(read, min(pieces, len(read)))
    said = _found(events, committed, quotes)
    one = [_statement_row(events, row, quotes, len(committed)) for row in chosen]
    other = [_text_row(text, said, len(read)) for text in places]
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for number, row in enumerate(_by_turns(one, other), 1):
        writer.writerow({name: _cell(value) for name, value in row.items()} | {"number": number})
    yield from out.getvalue().splitlines(keepends=True)


def _by_turns(
    one: Sequence[Mapping[str, str]], other: Sequence[Mapping[str, str]]
) -> Iterator[Mapping[str, str]]:
    for place in range(max(len(one), len(other))):
        yield from one[place : place + 1]
        yield from other[place : place + 1]


def _statement_row(events: Events, row: Event, quotes: Mapping[str, Text], number: int) -> Mapping[str, str]:
    return {
        "kind": _STATEMENT,
        "of": str(number),
        "actor": events.label(row.first),
        "claim": events.label(row.second),
        "side": str(row.qualifier).lower(),
        "text": quotes[row.statement].text if row.statement in quotes else "",
        "statement": row.statement,
        "actor_id": row.first,
        "claim_id": row.second,
    }


def _text_row(text: Text, said: Mapping[str, Sequence[tuple[int, str]]], number: int) -> Mapping[str, str]:
    found = [claim for start, claim in said.get(text.iri, ()) if text.start <= start < text.end]
    return {"kind": _TEXT, "of": str(number), "text": text.text, "found": "; ".join(found)}


def _found(
    events: Events, rows: Iterable[Event], quotes: Mapping[str, Text]
) -> Mapping[str, list[tuple[int, str]]]:
    """Response → where its statements begin, and what they claim."""
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        if row.statement in quotes:
            claim = f"{events.label(row.second)} ({str(row.qualifier).lower()})"
            found[row.document].append((quotes[row.statement].start, claim))
    return found


def _cell(text: str) -> str:
    line = " ".join(CONTROL.sub(" ", text).split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def read_sample(data: bytes, file: str, events: Events) -> Coded:
    """What a person filled in. data: the CSV in UTF-8; file: its name in messages; events: those of the workspace now.

    Raises ConfigError with line and column for a table that is not one and for numbers that cannot be, NetworkError "network.sample" where
    it has nothing coded of either kind, or says that more was missed than can be.
    """
    known = {(row.statement, row.first, row.second, str(row.qualifier).lower()) for row in events.rows}
    counts = dict.fromkeys(("right", "side", "wrong", "pieces", "missed", "of_pieces", "gone", "skipped"), 0)
    waiting = {_STATEMENT: 0, _TEXT: 0}
    for row in read_table(data, file, required=_REQUIRED, optional=COLUMNS[len(_REQUIRED) :], strict=False):
        kind = row["kind"]
        if kind not in waiting:
            raise row.error(
                "kind", f"{kind[:80]!r} is neither statement nor text", "Leave that column as it was."
            )
        answer = row["verdict"] if kind == _STATEMENT else row["missed"]
        if not answer:
            waiting[kind] += 1
            continue
        counts["skipped"] += waiting[kind]
        waiting[kind] = 0
        if kind == _TEXT:
            counts["pieces"] += 1
            counts["missed"] += _number(row, "missed", _LONGEST_MISSED)
            of = _number(row, "of", _LONGEST_NUMBER)
            if counts["of_pieces"] not in (0, of) or of < counts["pieces"]:
                raise row.error(
                    "of", f"{of} is not how many pieces of text there are", "Leave that column as it was."
                )
            counts["of_pieces"] = of
        elif (row["statement"], row["actor_id"], row["claim_id"], row["side"].lower()) not in known:
            counts["gone"] += 1
        else:
            counts[_verdict(row)] += 1
    coded = Coded(**counts)
    if not coded.pieces or not coded.right + coded.side + coded.wrong:
        raise NetworkError(
            "the sample has not been coded",
            where=file,
            remedy="Fill in the column verdict for statements and the column missed for texts, some of each.",
            code="network.sample",
        )
    if (coded.missed + 1) / coded.pieces * coded.of_pieces > _MOST_MISSED:
        raise NetworkError(
            f"by the sample more than {_MOST_MISSED} statements may have been missed",
            where=file,
            remedy="Look for a wrong number in the columns missed and of, or code more texts.",
            code="network.sample",
        )
    return coded


def _verdict(row: Row) -> str:
    verdict = _words().get(row["verdict"].casefold())
    if verdict is None:
        raise row.error("verdict", f"{row['verdict'][:80]!r} is no verdict", "Write right, side or wrong.")
    return verdict


def _number(row: Row, column: str, digits: int) -> int:
    text = row[column]
    if not (text.isascii() and text.isdigit() and len(text) <= digits):
        raise row.error(column, f"{text[:80]!r} is no whole number up to {10**digits - 1}", "Write 0, 1, 2 …")
    return int(text)


@cache
def _words() -> Mapping[str, str]:
    text = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return {word: verdict for verdict, words in tomllib.loads(text).items() for word in words}
