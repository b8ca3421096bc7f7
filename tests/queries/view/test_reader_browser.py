"""The reader pages in a real Chromium: what is marked, what the panel tells, keys, addresses, and that everybody can use them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from remissgraf.graph.model import POLARITY
from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.view.reader import response_page, strategy_page
from remissgraf.queries.view.readings import Readings, ResponseText
from remissgraf.queries.view.render import render_response, render_strategy

from ..networks.samples import row
from .chromium import Page
from .looking import faults, keys_to, past_the_head, quiet, text_of, texts_of
from .pages import HOSTILE
from .texts import hostile_response, hostile_strategy

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
NORRVIK = "https://example.org/lifescience/response/lsx-2025/01-norrviks-kommun.md"
CHOSEN = "document.querySelectorAll('mark.chosen').length"


@pytest.fixture(scope="module")
def norrvik(opened_example: Opened) -> ResponseText:
    return Readings(opened_example, "sv").response(NORRVIK)


@pytest.fixture(scope="module")
def page_text(opened_example: Opened) -> str:
    return render_response(opened_example, NORRVIK, lang="sv")


def test_it_opens_quietly_with_its_statements_marked_in_their_colours(
    open_html: OpenPage, page_text: str, norrvik: ResponseText
) -> None:
    page = open_html(page_text)
    quiet(page)
    assert text_of(page, "h1") == "Norrviks kommun"
    assert page.run("document.querySelectorAll('.tag').length") == len(norrvik.utterances)
    for polarity, colour in (("positive", "rgb(11, 95, 165)"), ("negative", "rgb(181, 53, 7)")):
        tags = page.run(f"document.querySelectorAll('.tag.{polarity}').length")
        assert tags == sum(POLARITY[one.stance_class] == polarity for one in norrvik.utterances)
        assert page.run(f"getComputedStyle(document.querySelector('.tag.{polarity}')).color") == colour
    styles = {
        name: page.run(f"getComputedStyle(document.querySelector('mark.{name}')).textDecorationStyle")
        for name in ("positive", "neutral", "negative")
    }
    assert styles == {"positive": "solid", "neutral": "dotted", "negative": "dashed"}


def test_arrow_keys_go_through_the_statements(
    open_html: OpenPage, page_text: str, norrvik: ResponseText
) -> None:
    page = open_html(page_text)
    for utterance in norrvik.utterances[:3]:
        page.press("ArrowRight")
        assert text_of(page, "#panel blockquote") == utterance.quote
        assert page.run(CHOSEN) > 0
        quiet(page)
    page.press("ArrowLeft")
    assert text_of(page, "#panel blockquote") == norrvik.utterances[1].quote
    assert text_of(page, "#where") == f"2 av {len(norrvik.utterances)}"
    assert page.run("location.hash").startswith("#s-")
    page.press("Escape")
    assert page.run(CHOSEN) == 0
    assert page.run("location.hash") == ""


def test_an_address_opens_at_its_statement(
    open_html: OpenPage, page_text: str, norrvik: ResponseText
) -> None:
    utterance = norrvik.utterances[-1]
    page = open_html(page_text, address="#s-" + utterance.iri.rpartition("/")[2])
    assert text_of(page, "#panel blockquote") == utterance.quote
    box = page.run(
        "(({top, bottom}) => [top, bottom])(document.querySelector('mark.chosen').getBoundingClientRect())"
    )
    assert 0 < box[0] < box[1] < 800


@pytest.mark.parametrize(
    "address", ["#", "#s-", "#%E0%A4%A", "#constructor", "#<img src=x onerror=alert(1)>", "#c-none"]
)
def test_any_other_address_does_nothing(open_html: OpenPage, page_text: str, address: str) -> None:
    page = open_html(page_text, address=address)
    assert page.run(CHOSEN) == 0
    quiet(page)


def test_a_summary_leads_to_what_it_repeats_and_back(
    open_html: OpenPage, page_text: str, norrvik: ResponseText
) -> None:
    (number, original), *_ = [
        (number, target)
        for number, one in enumerate(norrvik.utterances)
        for target, _ in one.details.get("restates", ())
    ]
    page = open_html(page_text)
    page.click_on(f".tag[data-n='{number}']")
    assert "Räknas inte" in text_of(page, "#panel")
    page.click_on("#panel .refs a")
    (repeated,) = [one for one in norrvik.utterances if one.iri == original]
    assert text_of(page, "#panel blockquote") == repeated.quote
    assert "Upprepas i" in text_of(page, "#panel")


def test_a_second_click_goes_to_the_other_statement_of_a_sentence(
    open_html: OpenPage, page_text: str
) -> None:
    page = open_html(page_text)
    page.click_on("mark[data-said~='1']")
    first = text_of(page, "#where")
    page.click_on("mark[data-said~='1']")
    assert {first, text_of(page, "#where")} == {"1 av 27", "2 av 27"}


def test_the_strategy_beside_leads_to_the_statements(
    open_html: OpenPage, page_text: str, norrvik: ResponseText
) -> None:
    page = open_html(page_text)
    target = "https://example.org/lifescience/strategy/lsx-2025/chapter/1.2.2"
    on_chapter = [
        one for one in norrvik.utterances if any(iri == target for iri, _ in one.details.get("target", ()))
    ]
    chapter = "[id='c-1.2.2']"
    assert text_of(page, f"{chapter} .count") == str(len(on_chapter))
    page.click_on(f"{chapter} summary")
    assert "Klustret finns oavsett strategin." in text_of(page, f"{chapter} .text")
    page.click_on(f"{chapter} .refs li:last-child a")
    assert text_of(page, "#panel blockquote") == on_chapter[-1].quote
    assert page.run("document.querySelector('#panel dl a').getAttribute('href')") == "#c-1.2.2"


def test_the_strategys_page_tells_who_said_what(open_html: OpenPage, opened_example: Opened) -> None:
    page = open_html(render_strategy(opened_example, "lsx-2025", lang="sv"), address="#c-a")
    quiet(page)
    counts = page.run(
        "[...document.querySelectorAll(\"[id='c-a'] summary .counts .sign\")].map(e => +e.textContent.slice(2))"
    )
    assert page.run("document.querySelectorAll(\"[id='c-a'] .statements > li\").length") == sum(counts) > 10
    assert "Högskolan bejakar ambitionen" in text_of(page, "[id='c-a'] .statements")
    assert "Forskning ska vara en självklar del av vårdens vardag." in text_of(page, "[id='c-a']")
    closed = page.run("document.querySelectorAll('details.answers:not([open]) .statements').length")
    assert closed == 0
    page.click_on("#open-all")
    assert len(texts_of(page, ".answers blockquote")) >= 202


@pytest.mark.parametrize("kind", ["response", "strategy"])
def test_hostile_words_stay_text(open_html: OpenPage, kind: str) -> None:
    words = HOSTILE + "långt-ord-" * 1000
    strategy = hostile_strategy(words)
    fields = ("actor_label", "actor_type", "stance_label", "quote", "source", "quote_language", "class_label")
    incidence = Incidence.from_rows(
        [row(chapter="https://example.org/chapter/1", **dict.fromkeys(fields, words))]
    )
    text = (
        response_page(hostile_response(words), strategy)
        if kind == "response"
        else strategy_page(strategy, incidence)
    )
    for width in (1280, 360):
        page = open_html(text, width=width)
        if kind == "response":
            for _ in range(4):
                page.press("ArrowRight")
        else:
            page.click_on("#open-all")
        assert page.run("document.documentElement.scrollWidth") <= width
        assert page.run("document.querySelectorAll('script').length") == 2
        assert page.run("document.querySelectorAll('img, iframe, b, [onerror]').length") == 0
        quiet(page)


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious(
    open_html: OpenPage, page_text: str, opened_example: Opened, dark: bool
) -> None:
    page = open_html(page_text, dark=dark)
    assert faults(page) == []
    page.press("ArrowRight")
    page.run("document.querySelector(\"[id='c-1.2.2'] details\").open = true")
    assert faults(page) == []
    strategy = open_html(render_strategy(opened_example, "lsx-2025", lang="sv"), dark=dark, address="#c-a")
    assert faults(strategy) == []


def test_the_keyboard_alone_reaches_a_quote(
    open_html: OpenPage, page_text: str, norrvik: ResponseText
) -> None:
    page = open_html(page_text)
    assert past_the_head(page) == "text"
    keys_to(page, "document.activeElement.className.includes('tag')", most=2)
    page.press("Enter", code=13, text="\r")
    assert page.run("document.activeElement.id") == "panel"
    assert text_of(page, "#panel blockquote") == norrvik.utterances[0].quote
    assert page.run("document.querySelector('#panel blockquote').lang") == "sv"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_pages_reflow_and_grow_with_the_text(
    open_html: OpenPage, page_text: str, opened_example: Opened, width: int
) -> None:
    for text in (page_text, render_strategy(opened_example, "lsx-2025", lang="sv")):
        page = open_html(text, width=width)
        assert page.run("document.documentElement.scrollWidth") <= width
        page.run("document.documentElement.style.fontSize = '200%'")
        page.settle()
        assert page.run("document.documentElement.scrollWidth") <= width + 1
