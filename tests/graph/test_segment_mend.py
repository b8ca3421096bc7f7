"""The reading form: what a person reads, and the way back to the document for every character of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.language import languages
from remissgraf.graph.model import Reading
from remissgraf.graph.readers import READERS
from remissgraf.graph.segment import Line
from remissgraf.graph.segment.mend import Hyphens, cut, join, read_lines

SUSPENDED = frozenset().union(*(lang.suspended_after for lang in languages()))


def read(text: str) -> Reading:
    lines = [Line(m.start(), m.end(), (m.span(),)) for m in re.finditer(r"[^\r\n]+", text)]
    return read_lines(text, lines, Hyphens(text, SUSPENDED))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("försla-\nget är bra", "förslaget är bra"),
        ("försla-\r\nget är bra", "förslaget är bra"),
        ("Stockholm-\nUppsala-regionen", "Stockholm-Uppsala-regionen"),
        ("hälso-\noch sjukvård", "hälso- och sjukvård"),
        ("små-\noch medelstora", "små- och medelstora"),
        ("åren 2025-\n2030", "åren 2025-2030"),
        ("EU-\nkommissionen", "EU-kommissionen"),
        ("e-\nhälsa", "e-hälsa"),
        ("covid-19-\npandemin", "covid-19-pandemin"),
        (
            "Life-science-\nstrategin, en life-science-strategi",
            "Life-science-strategin, en life-science-strategi",
        ),
        ("mjuk\u00adare ord\u00ad\nslut", "mjukare ordslut"),
        ("ett\u00a0hårt  och   brett", "ett hårt och brett"),
        ("samver- kan och utjäm-ningen", "samver- kan och utjäm-ningen"),
        ("e\u0301n ﬁn å\u030a", "én fin å\u030a"),
        ("en bindestreck –\noch mer", "en bindestreck – och mer"),
        ("  ett\n\n\ttvå  ", "ett två"),
    ],
)
def test_mended(text: str, reading: str) -> None:
    assert read(text).text == reading


def test_furniture_leaves_the_reading_only() -> None:
    text = "Vi ser län-\nRegion X  2 (3)\nsgränser."
    lines = [
        Line(m.start(), m.end(), (m.span(),), furniture="2 (3)" in m[0]) for m in re.finditer(r"[^\n]+", text)
    ]
    reading = read_lines(text, lines, Hyphens(text, SUSPENDED))
    assert reading.text == "Vi ser länsgränser."
    assert text[slice(*reading.span(0, len(reading.text)))] == text


TEXTS = st.text(alphabet=st.sampled_from("aåBé1 -\n\r\t\u00ad\u00a0\u0301\ufb01.*_[]()<>&#|~`"), max_size=80)


@given(TEXTS, st.data())
def test_runs_and_cuts(text: str, data: st.DataObject) -> None:
    reading = read(text)
    at = start = 0
    for run in reading.runs:
        assert run.at >= at
        assert run.start >= start
        assert run.length > 0
        assert reading.text[run.at : run.at + run.length] == text[run.start : run.start + run.length]
        at, start = run.at + run.length, run.start + run.length
    low = data.draw(st.integers(0, len(reading.text)))
    high = data.draw(st.integers(low, len(reading.text)))
    part = cut(reading, low, high)
    assert part.text == reading.text[low:high]
    for run in part.runs:
        assert part.text[run.at : run.at + run.length] == text[run.start : run.start + run.length]
    both = join([part, cut(reading, high, len(reading.text))], "")
    assert both.text == reading.text[low:]
    assert "\n" not in reading.text
    assert "  " not in reading.text


@pytest.mark.parametrize(
    ("markdown", "reading"),
    [
        ("**Vi** tycker *om* _det_ här.", "Vi tycker om det här."),
        ("***Både*** och ~~inte~~ `kod`.", "Både och inte kod."),
        ("En [länk](https://x.se/a_b) och ![bild](b.png) slut.", "En länk och slut."),
        ("Se <https://x.se> nu.[^1]", "Se https://x.se nu."),
        (r"5 \* 3 \# \[a\]", "5 * 3 # [a]"),
        ("snake_case_word och 2*3*4", "snake_case_word och 2*3*4"),
        ("A &amp; B &lt;c&gt;&nbsp;d &okänd;", "A & B <c> d &okänd;"),
        ("Öppen **stjärna utan slut", "Öppen **stjärna utan slut"),
        ("En <b>tagg</b><!-- dold --> slut", "En tagg slut"),
        ("a < b och c > d", "a < b och c > d"),
        ("**fet över\nrader** slut", "fet över rader slut"),
    ],
)
def test_inline_markdown(markdown: str, reading: str) -> None:
    source = READERS[".md"](markdown.encode())
    made = [read_lines(source.text, block.lines, Hyphens(source.text, SUSPENDED)) for block in source.blocks]
    assert [one.text for one in made] == [reading]
