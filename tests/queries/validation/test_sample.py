"""Samples for a person to code: drawn at random, written, read again."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remissgraf.errors import ConfigError, NetworkError
from remissgraf.graph.search import Text
from remissgraf.queries.networks.events import Event, Events
from remissgraf.queries.validation.sample import COLUMNS, Coded, draw_sample, read_sample

ROWS = [Event(f"urn:s{n}", f"urn:a{n % 4}", f"urn:c{n % 3}", n % 5 != 0, f"urn:d{n % 4}") for n in range(20)]
EVENTS = Events.of([*ROWS, Event("urn:none", "urn:a1", "urn:c1", None, "urn:d1")])
TEXTS = [
    *(Text("statement", f"urn:s{n}", "sv", 10 * n, 10 * n + 9, f"=Mening, {n} å\nö") for n in range(20)),
    *(Text("document", f"urn:d{n % 5}", "sv", 10 * n, 10 * n + 10, f"Stycke\x0b {n}") for n in range(20)),
]
RESPONSES = {f"urn:d{n}" for n in range(5)} - {"urn:d3"}


def drawn(statements: int = 5, pieces: int = 5, seed: int = 1) -> list[dict[str, str]]:
    lines = draw_sample(EVENTS, TEXTS, RESPONSES, statements, pieces, seed)
    return list(csv.DictReader(io.StringIO("".join(lines), newline="")))


def filled(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def test_both_kinds_come_by_turns_with_what_they_are_drawn_from() -> None:
    rows = drawn()
    assert [row["kind"] for row in rows] == ["statement", "text"] * 5
    assert {(row["kind"], row["of"]) for row in rows} == {("statement", "20"), ("text", "16")}
    assert all(row["text"].startswith("'=Mening, ") for row in rows[::2])
    assert not any(character in row["text"] for row in rows for character in "\n\x0b")
    for row in drawn(20, 20):
        if row["found"]:
            place = int(row["text"].split()[1])
            assert f"urn:c{place % 3} ({str(place % 5 != 0).lower()})" == row["found"]


def test_the_same_seed_draws_the_same_and_nothing_twice() -> None:
    assert drawn(seed=3) == drawn(seed=3) != drawn(seed=4)
    everything = drawn(99, 99)
    assert len(everything) == 36
    assert len({row["statement"] for row in everything if row["kind"] == "statement"}) == 20


def test_every_statement_has_the_same_chance() -> None:
    seen = [row["statement"] for seed in range(300) for row in drawn(5, 0, seed)]
    assert len(set(seen)) == 20
    # 75 each are expected, with a standard deviation below 8.
    assert all(40 < seen.count(name) < 110 for name in set(seen))


@settings(max_examples=20)
@given(
    verdicts=st.lists(st.sampled_from(["right", "Rätt", "sida", "WRONG", "fel"]), min_size=1, max_size=9),
    missed=st.lists(st.integers(0, 9), min_size=1, max_size=9),
)
def test_what_is_filled_in_is_read(verdicts: list[str], missed: list[int]) -> None:
    rows = drawn(len(verdicts), len(missed))
    for row, verdict in zip((r for r in rows if r["kind"] == "statement"), verdicts, strict=True):
        row["verdict"] = verdict
    for row, number in zip((r for r in rows if r["kind"] == "text"), missed, strict=True):
        row["missed"] = str(number)
    right = sum(verdict.lower() in ("right", "rätt") for verdict in verdicts)
    side = verdicts.count("sida")
    assert read_sample(filled(rows), "s.csv", EVENTS) == Coded(
        right, side, len(verdicts) - right - side, len(missed), sum(missed), 16
    )


def test_rows_that_no_longer_hold_or_were_skipped_are_counted() -> None:
    rows = drawn(3, 2)
    rows[0]["verdict"] = "right"
    rows[0]["claim_id"] = "urn:other"
    rows[4]["verdict"] = rows[2]["verdict"] = "wrong"
    rows[3]["missed"] = "2"
    assert read_sample(filled(rows), "s.csv", EVENTS) == Coded(0, 0, 2, 1, 2, 16, gone=1, skipped=1)


@pytest.mark.parametrize(
    ("place", "column", "value", "code"),
    [
        (0, "verdict", "maybe", "config.table"),
        (1, "missed", "-1", "config.table"),
        (1, "missed", "100", "config.table"),
        (1, "of", "many", "config.table"),
        (1, "of", "0", "config.table"),
        (1, "of", "9" * 9, "network.sample"),
        (0, "kind", "guess", "config.table"),
        (0, "verdict", "", "network.sample"),
        (1, "missed", "", "network.sample"),
    ],
)
def test_what_cannot_be_read_is_told(place: int, column: str, value: str, code: str) -> None:
    rows = drawn(1, 1)
    rows[0]["verdict"], rows[1]["missed"] = "right", "0"
    rows[place][column] = value
    with pytest.raises((ConfigError, NetworkError)) as caught:
        read_sample(filled(rows), "s.csv", EVENTS)
    assert caught.value.code == code
    assert "s.csv" in str(caught.value)


def test_all_pieces_are_of_the_same_number() -> None:
    rows = drawn(2, 2)
    for row in rows:
        row["verdict" if row["kind"] == "statement" else "missed"] = (
            "right" if row["kind"] == "statement" else "1"
        )
    rows[3]["of"] = "17"
    with pytest.raises(ConfigError, match="17 is not how many") as caught:
        read_sample(filled(rows), "s.csv", EVENTS)
    assert caught.value.code == "config.table"


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe", b"a;b\n1;2\n", "nummer\n1\n".encode("utf-16")])
def test_what_is_no_sample_is_refused(data: bytes) -> None:
    with pytest.raises(ConfigError) as caught:
        read_sample(data, "s.csv", EVENTS)
    assert caught.value.code == "config.table"
