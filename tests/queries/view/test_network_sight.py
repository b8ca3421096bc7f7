"""What the network page shows before anything is chosen: few enough lines to read, their legend, and what the pointer lights."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree

import pytest

from remissgraf.queries.networks.incidence import WHOLE, Incidence
from remissgraf.queries.networks.palette import polarity_looks
from remissgraf.queries.view.network import network_page

from ..networks.samples import row
from .chromium import Page
from .looking import past_the_head, quiet, text_of
from .test_network_views import INCIDENCE, LARGE, LINES, MANY, PAGE, SVG, OpenPage, choose, shown

pytestmark = pytest.mark.browser


def opacities(page: Page) -> Counter[str | None]:
    """How many lines of the picture have which opacity."""
    picture = ElementTree.fromstring(page.run("remissgraf.svg()"))
    return Counter(
        line.get("stroke-opacity") for line in picture.iterfind(f".//{SVG}g[@class='lines']/{SVG}path")
    )


def move_to(page: Page, name: str) -> None:
    spot = page.run(f"remissgraf.place({name!r})")
    page.move(spot["x"], spot["y"])
    page.settle()


def test_a_dense_network_opens_with_its_strongest_lines_and_every_actor(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    assert len(LINES) > 100
    assert shown(page)[1] == 50
    names = {mark["name"] for mark in page.run("remissgraf.marks()") if mark["kind"] == "actor"}
    assert names == {party.label for party in INCIDENCE.parties}
    page.click_on("#view-rest")
    assert shown(page)[1] == len(LINES)
    quiet(page)


def test_a_network_of_few_lines_opens_whole(open_html: OpenPage) -> None:
    page = open_html(network_page(Incidence.from_rows([row()]), title="x"))
    assert shown(page) == (2, 1)
    assert text_of(page, "#view-left") == ""


def test_small_groups_are_in_the_overview_beside_large_ones(open_html: OpenPage) -> None:
    rows = [
        row(
            actor=f"urn:{number}",
            actor_label=f"Aktör {number}",
            actor_type="Domstol" if number == 0 else f"Typ {number % 4}",
            chapter=f"urn:kapitel/{chapter}",
            chapter_label=f"{chapter} Avsnitt",
            statement=f"urn:{number}/{chapter}",
        )
        for number in range(80)
        for chapter in range(1 if number == 0 else 15)
    ]
    page = open_html(network_page(Incidence.from_rows(rows), title="x"))
    assert shown(page)[1] == 50
    groups = {mark["name"] for mark in page.run("remissgraf.marks()") if mark["kind"] == "group"}
    assert groups == {"Domstol", "Typ 0", "Typ 1", "Typ 2", "Typ 3"}


def test_the_legend_has_the_lines_of_an_overview(open_html: OpenPage) -> None:
    page = open_html(LARGE, dark=True)
    drawn = page.run(
        "[...document.querySelectorAll('[for^=polarity-] line')].map(e => [e.getAttribute('stroke'), e.getAttribute('stroke-dasharray')])"
    )
    assert drawn == [[look.dark, " ".join(map(str, look.dash))] for look in polarity_looks().values()]
    page.click_on("#theme")
    assert page.run("document.querySelector('[for=polarity-0] line').getAttribute('stroke')") == (
        polarity_looks()["positive"].light
    )
    assert re.search("grupp", text_of(page, "#panel"))


def test_the_pointer_lights_the_lines_of_an_actor_until_it_leaves(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    at_rest = opacities(page)
    assert set(at_rest) == {"0.82"}
    name = INCIDENCE.parties[0].label
    move_to(page, name)
    lit = opacities(page)
    assert 0 < lit["1"] < 50
    assert lit["1"] + lit["0.06"] == 50
    assert name in text_of(page, "#tip")
    # Its label does the same, and leaving the picture ends it.
    label = next(box for box in page.run("remissgraf.labels()") if box["text"] == name)
    box = page.run("(({x, y}) => [x, y])(document.querySelector('#canvas').getBoundingClientRect())")
    page.move(5, 5)
    page.settle()
    assert opacities(page) == at_rest
    page.move(box[0] + (label["left"] + label["right"]) / 2, box[1] + (label["top"] + label["bottom"]) / 2)
    page.settle()
    assert opacities(page) == lit
    page.move(5, 5)
    page.settle()
    assert opacities(page) == at_rest
    assert page.run("document.querySelector('#tip').hidden") is True
    # What is chosen stays lit, whatever the pointer is over.
    page.run(f"remissgraf.choose({name!r})")
    page.settle()
    chosen = opacities(page)
    move_to(page, INCIDENCE.parties[1].label)
    assert opacities(page) == chosen
    quiet(page)


def test_what_is_chosen_has_its_lines_also_beyond_the_limit(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    party = INCIDENCE.parties[0]
    chapters = {mark["name"] for mark in page.run("remissgraf.marks()") if mark["kind"] == "chapter"}
    labels = {target.id: target.label for target in INCIDENCE.targets} | {WHOLE: "Hela strategin"}
    own = [line for line in LINES if line[0] == party.id and labels[line[1]] in chapters]
    page.run(f"remissgraf.choose({party.label!r})")
    page.settle()
    assert opacities(page)["1"] == len(own)
    edges = shown(page)[1]
    assert edges > 50
    assert f"{edges} av {len(LINES)} band" in text_of(page, "#view-left")
    # The address brings it back, and the limit holds again when nothing is chosen.
    address = page.run("location.hash")
    page.run("document.querySelector('#canvas').focus()")
    page.press("Escape")
    assert shown(page)[1] == 50
    again = open_html(PAGE, address=address)
    assert shown(again)[1] == edges
    # In an overview the same holds of a group.
    page = open_html(LARGE)
    page.run("remissgraf.choose('Kommun')")
    page.settle()
    members = {party.id for party in MANY.parties if party.types[0] == "Kommun"}
    lines = {(tie.chapter, tie.polarity) for tie in MANY.ties if tie.actor in members}
    assert opacities(page)["1"] == len(lines)
    quiet(page)


def test_labels_follow_the_text_size_of_the_reader(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    usual = max(box["bottom"] - box["top"] for box in page.run("remissgraf.labels()"))
    page.call("Page.setFontSizes", fontSizes={"standard": 32})
    page.call("Page.reload")
    page.wait("document.documentElement.dataset.ready === 'true'")
    page.settle()
    labels = page.run("remissgraf.labels()")
    assert max(box["bottom"] - box["top"] for box in labels) >= 1.5 * usual
    assert page.run("document.documentElement.scrollWidth") <= 1280
    page.call("Page.setFontSizes", fontSizes={"standard": 16})


def test_what_is_pressed_is_seen_in_the_readers_own_colours(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    page.call("Emulation.setEmulatedMedia", features=[{"name": "forced-colors", "value": "active"}])
    page.settle()
    pressed, other = page.run(
        "['#show-network', '#show-table'].map(name => getComputedStyle(document.querySelector(name)).backgroundColor)"
    )
    assert pressed != other
    choose(page, "mode", "all")
    quiet(page)


def test_without_scripts_no_dead_controls_are_left(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.call("Page.reload")
    # Nothing waits where no script runs, but the debugger still looks.
    loaded = "document.readyState === 'complete' && !document.documentElement.dataset.ready"
    assert any(page.run(loaded) for _ in range(20_000))
    assert page.run("document.querySelector('.noscript').checkVisibility()") is True
    assert page.run("[...document.querySelectorAll('button, input')].some(e => e.checkVisibility())") is False
    page.call("Emulation.setScriptExecutionDisabled", value=False)


def test_the_chosen_theme_is_there_on_the_next_page(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    page.click_on("#theme")
    page.click_on("#theme")
    assert page.run("document.documentElement.dataset.theme") == "dark"
    page.call("Page.reload")
    page.wait("document.documentElement.dataset.ready === 'true' && remissgraf.shown().edges === 50")
    assert page.run("document.documentElement.dataset.theme") == "dark"
    page.run("sessionStorage.clear()")


def test_statements_that_share_a_sentence_are_told_once_with_their_number(open_html: OpenPage) -> None:
    rows = [row(statement=f"urn:{number}", start="5", end="40") for number in range(2)]
    page = open_html(network_page(Incidence.from_rows([*rows, row(statement="urn:3")]), title="x"))
    page.run("remissgraf.choose('Åsbro kommun')")
    assert "3 ställningstaganden" in text_of(page, "#panel")
    assert page.run("document.querySelectorAll('#panel blockquote').length") == 2
    assert "2 ställningstaganden i samma mening" in text_of(page, "#panel")
    page.click_on("#show-table")
    assert "2 ställningstaganden i samma mening" in text_of(page, "tbody")
    assert text_of(page, "tbody .count") == "3"


def test_two_keys_lead_past_the_head_and_the_filters(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    assert past_the_head(page) == "canvas"
    page.press("ArrowDown")
    page.press("Enter", code=13, text="\r")
    assert page.run("document.activeElement.id") == "panel"
    assert page.run("document.querySelectorAll('#panel blockquote').length") > 0


def test_on_a_narrow_page_no_name_is_struck_through_by_what_is_chosen(open_html: OpenPage) -> None:
    page = open_html(PAGE, width=390)
    assert len([box for box in page.run("remissgraf.labels()") if box["side"] == "above"]) > 1
    name = INCIDENCE.parties[0].label
    page.run(f"remissgraf.choose({name!r})")
    page.settle()
    assert [box["strong"] for box in page.run("remissgraf.labels()") if box["side"] == "above"] == [True]


def test_hundreds_of_rows_on_a_narrow_page_are_two_columns(open_html: OpenPage) -> None:
    page = open_html(LARGE, width=390)
    page.run("remissgraf.show('all')")
    page.settle()
    places = [mark["x"] for mark in page.run("remissgraf.marks()")]
    assert len(places) > 200
    assert max(places) - min(places) > 250
    assert 0 <= min(places) <= max(places) <= 390
