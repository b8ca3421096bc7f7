"""Texts cut at their marks: nothing is lost, marks within marks and across blocks are sound, and what is hidden stays hidden."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.model import Block, Reading, Run
from remissgraf.queries.view.shown import HIDDEN, Mark, Shown, gathered, plain_blocks, shown_blocks

TEXT = "Kommunen välkomnar målet men avstyrker förrådet."


def block(text: str, start: int = 0, kind: str = "paragraph") -> Block:
    reading = Reading(text, (Run(0, start, len(text)),))
    return Block(kind, start, start + len(text), reading, "root")  # type: ignore[arg-type]  # a kind of the model


def said(shown: Shown) -> list[tuple[str, tuple[int, ...]]]:
    return [(piece.text, piece.marks) for piece in shown.pieces]


def test_marks_within_and_across_each_other() -> None:
    marks = [Mark(0, 24, (9, 18)), Mark(0, len(TEXT)), Mark(19, 38)]
    (shown,) = shown_blocks([block(TEXT)], TEXT, marks)
    assert said(shown) == [
        ("Kommunen ", (0, 1)),
        ("välkomnar", (0, 1)),
        (" ", (0, 1)),
        ("målet", (2, 0, 1)),
        (" men avstyrker", (2, 1)),
        (" förrådet.", (1,)),
    ]
    assert [piece.begins for piece in shown.pieces] == [(0, 1), (), (), (2,), (), ()]
    assert [piece.text for piece in shown.pieces if piece.strong] == ["välkomnar"]


def test_a_mark_over_two_blocks_begins_once() -> None:
    text = "Ett stycke.\n\nEtt till."
    shown = shown_blocks([block("Ett stycke."), block("Ett till.", 13)], text, [Mark(4, 16)])
    assert [said(one) for one in shown] == [
        [("Ett ", ()), ("stycke.", (0,))],
        [("Ett", (0,)), (" till.", ())],
    ]
    assert [piece.begins for one in shown for piece in one.pieces] == [(), (0,), (), ()]


def test_a_mended_line_end_is_marked_through() -> None:
    text = "samver-\nkan är bra"
    reading = Reading("samverkan är bra", (Run(0, 0, 6), Run(6, 8, 10)))
    mended = Block("paragraph", 0, len(text), reading, "root")
    (shown,) = shown_blocks([mended], text, [Mark(0, 11)])
    assert said(shown) == [("samverkan", (0,)), (" är bra", ())]


def test_what_is_masked_comes_from_the_text_given() -> None:
    text = "Ring Ada nu."
    (shown,) = shown_blocks([block(text)], text.replace("Ada", "▒▒▒"))
    assert said(shown) == [("Ring ▒▒▒ nu.", ())]
    assert not shown.hidden


def test_hidden_blocks_and_items_are_gathered() -> None:
    kinds = ["letterhead", "letterhead", "heading", "item", "item", "paragraph"]
    texts = ["▒▒▒", "▒▒▒▒ ▒▒", "Rubrik", "ett", "två", "tre"]
    shown = [
        one
        for text, kind in zip(texts, kinds, strict=True)
        for one in shown_blocks([block(text, 0, kind)], text)
    ]
    groups = gathered(shown)
    assert [(kind, len(members)) for kind, members in groups] == [
        (HIDDEN, 2),
        ("heading", 1),
        ("item", 2),
        ("paragraph", 1),
    ]


def test_headings_have_a_level_below_the_pages_own() -> None:
    deep = Block("heading", 0, 3, Reading("Hej", (Run(0, 0, 3),)), "root", level=6)
    assert [one.level for one in shown_blocks([deep, block("Hej", 0, "heading")], "Hej")] == [6, 3]


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda span: Mark(span[0], span[0] + span[1]))


@given(st.text("ab å.", min_size=1, max_size=40), st.lists(spans, max_size=6))
def test_the_pieces_are_the_text_and_each_mark_is_where_it_was(text: str, marks: list[Mark]) -> None:
    (shown,) = shown_blocks([block(text)], text, marks)
    assert "".join(piece.text for piece in shown.pieces) == text
    for number, mark in enumerate(marks):
        inside = "".join(piece.text for piece in shown.pieces if number in piece.marks)
        assert inside == text[mark.start : mark.end]
        begins = [piece for piece in shown.pieces if number in piece.begins]
        assert len(begins) == (1 if inside else 0)


@given(st.text("a \n", max_size=60))
def test_plain_blocks_have_every_letter(text: str) -> None:
    blocks = plain_blocks(text, 0, len(text))
    assert "".join(one.reading.text for one in blocks).replace("\n", "").replace(" ", "") == text.replace(
        "\n", ""
    ).replace(" ", "")
    assert all(text[one.start : one.end] == one.reading.text for one in blocks)
