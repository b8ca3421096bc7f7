"""The sentences of a report: grammar, quantities and subjects, as a person has read and found them right."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.queries.report.blocks import Span, plain_text
from remissgraf.queries.report.grammar import cut, genitive, in_order, joined, quantifier, word_data
from remissgraf.queries.report.model import Figure
from remissgraf.queries.report.telling import Telling

from .samples import CHAPTER, report_of

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("prose.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
SLOT = re.compile(r"\{(\w+)\}")


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= 100
    told = {(row[0], row[2]) for row in ROWS}
    for lang in ("sv", "en"):
        assert {key for language, key in told if language == lang} >= set(word_data()[lang]["positions"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row[:5])[:60])
def test_a_sentence_is_as_a_person_wrote_it(row: list[str]) -> None:
    lang, group, key, place, who, total, sentence = row
    names = [name for name in who.split("|") if name != "@kampanj"]
    senders = [f"sändare {number}" for number in range(1, 13)] if "@kampanj" in who else []
    telling = Telling(report_of(names, lang, campaign=senders))
    subject, number = telling.subject([*names, *senders], int(total))
    thing = telling.object("" if place == "whole" else CHAPTER)
    assert plain_text(telling.sentence(group, key, number, names=subject, object=thing)) == sentence


def test_both_languages_have_the_same_words_with_the_same_slots() -> None:
    def slots(value: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], list[str]]:
        if isinstance(value, dict):
            found: dict[tuple[str, ...], list[str]] = {}
            for key, inner in value.items():
                found |= slots(inner, (*path, key))
            return found
        assert isinstance(value, str)
        # A sentence that is never said of many has no form for it.
        return {path: sorted(SLOT.findall(value))} if value or path[-1] != "many" else {}

    swedish, english = slots(word_data()["sv"]), slots(word_data()["en"])
    shared = {path for path in swedish if path[-1] != "many"}
    assert shared == {path for path in english if path[-1] != "many"}
    assert {path: swedish[path] for path in shared} == {path: english[path] for path in shared}
    assert all(word.strip() for word in word_data()["sv"]["labels"].values())


def test_the_words_for_how_many_follow_their_thresholds() -> None:
    limits = word_data()["thresholds"]
    assert (limits["most"], limits["several"]) == (0.5, 0.2)
    assert [quantifier(number, 100, "sv") for number in (100, 51, 50, 20, 19)] == [
        "samtliga",
        "de flesta",
        "flera",
        "flera",
        "några",
    ]


def test_a_list_in_a_list_is_set_off() -> None:
    parts = [(Span("A och B"),), (Span("C"),)]
    assert plain_text(joined(parts, "sv")) == "A och B samt C"
    assert plain_text(joined([], "sv")) == ""


def test_genitives() -> None:
    assert [genitive(name, "sv") for name in ("Alby", "Hagens", "SKR", "Max", "TCO")] == [
        "Albys",
        "Hagens",
        "SKR:s",
        "Max",
        "TCO:s",
    ]
    assert [genitive(name, "en") for name in ("Alby", "Hagens")] == ["Alby's", "Hagens'"]
    # A short form in brackets is not the end of the name, nor is a figure or a full stop one that takes an s.
    assert [
        genitive(name, "sv") for name in ("Hamnarnas bruk (HB)", "Fyrvakternas förbund (FVF)", "Väg 12")
    ] == [
        "Hamnarnas bruks (HB)",
        "Fyrvakternas förbunds (FVF)",
        "Väg 12:s",
    ]
    assert genitive("(HB)", "sv") == "(HB):s"


@given(st.lists(st.text("ABCÅÄÖabc ", min_size=1), min_size=1, max_size=30, unique=True), st.integers(1, 300))
def test_every_subject_is_whole(names: list[str], total: int) -> None:
    telling = Telling(report_of(names))
    subject, number = telling.subject(names, max(total, len(names)))
    shown = [span.text for span in subject if span.kind == "name"]
    assert number == (1 if len(names) == 1 else 2)
    assert len(shown) == (len(names) if len(names) <= 8 else 5)
    assert shown == sorted(shown, key=in_order)


def test_campaigns_are_one_party_only_where_all_their_senders_say_it() -> None:
    telling = Telling(report_of(["Alby"], campaign=["B", "C", "D"]))
    whole, _ = telling.subject(["Alby", "B", "C", "D"], 4)
    some, _ = telling.subject(["Alby", "B", "C"], 4)
    assert plain_text(whole) == "Alby och en kampanj med 3 avsändare"
    assert plain_text(some) == "Alby, B och C"
    assert [span.figure for span in whole if span.kind == "number"] == [
        Figure("3", "campaigns", "actors", (("campaign", "c"),))
    ]


def test_one_of_several_campaigns_is_called_by_a_sender_who_may_be_named() -> None:
    report = report_of(["Alby", "E", "F", "person 1"], campaign=["B", "C", "D"])
    other = replace(report.campaigns[0], id="d", exemplar="E", members=("E", "F"))
    private = replace(report.campaigns[0], id="p", exemplar="person 1", members=("person 1", "Alby"))
    telling = Telling(replace(report, campaigns=(*report.campaigns, other, private)))
    named, _ = telling.subject(["B", "C", "D", "E", "F"], 7)
    hidden, _ = telling.subject(["person 1", "Alby"], 7)
    assert (
        plain_text(named) == "en kampanj med 3 avsändare (B m.fl.) och en kampanj med 3 avsändare (E m.fl.)"
    )
    assert plain_text(hidden) == "en kampanj med 3 avsändare"


def test_a_campaign_counts_as_asked_in_the_word_for_how_many() -> None:
    names, senders = [f"Ort {letter}" for letter in "ABCDEFGHI"], [f"sändare {nth}" for nth in range(40)]
    others = [f"Stad {nth}" for nth in range(11)]
    report = report_of([*names, *others], campaign=senders)
    for way, total, word in (("each", 60, "De flesta"), ("once", 21, "Flera")):
        options = replace(report.options, campaigns="each" if way == "each" else "once")
        telling = Telling(replace(report, options=options))
        assert telling.units([*names, *others, *senders]) == total
        subject, _ = telling.subject([*names, *senders], total)
        assert plain_text(
            telling.sentence("evaluations", "welcomes", 2, names=subject, object="x")
        ).startswith(f"{word} remissinstanser, däribland Ort A")


def test_long_names_are_cut_and_of_one_line() -> None:
    assert cut("A\n  B") == "A B"
    assert len(cut("x" * 5000)) == 160
    assert cut("x" * 5000).endswith("…")


def test_figures_are_written_as_the_language_writes_numbers() -> None:
    share = Figure("33.30", "report-types", "share")
    assert Telling(report_of(["A"])).number(share).text == "33,3"
    assert Telling(report_of(["A"], "en")).number(share).text == "33.3"
    assert Telling(report_of(["A"])).number(Figure("10.0", "q", "c")).text == "10"
