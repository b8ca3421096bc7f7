"""The network page in a real Chromium: what it shows, what it does, and that hostile words do nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from remissgraf.queries.networks.incidence import WHOLE, Incidence
from remissgraf.queries.networks.palette import looks

from ..networks.samples import consultation_rows, large_rows, row
from .chromium import Page
from .looking import quiet, text_of, texts_of
from .pages import row_of

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
ROWS = consultation_rows()
INCIDENCE = Incidence.from_rows(ROWS)
LABELS = {
    **{party.id: party.label for party in INCIDENCE.parties},
    **{target.id: target.label for target in INCIDENCE.targets},
    WHOLE: "Hela strategin",
}
HOSTILE = (
    "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=1'> \"href\" "
    "javascript:window.hacked=1 {{7*7}} \u202eomvänt\u202c \u2028 &lt;b&gt;\n\tny rad å ä ö"
)
LONG = "långt-ord-" * 1000


def place(page: Page, name: str) -> tuple[float, float]:
    spot = page.run(f"remissgraf.place({json.dumps(name)})")
    return spot["x"], spot["y"]


def quotes_of(**wanted: str) -> list[str]:
    """The quotes of all ties with these values, as the page should show them."""
    return sorted(
        tie.quote
        for tie in INCIDENCE.ties
        if all(getattr(tie, name) == value for name, value in wanted.items())
    )


# How many pixels of the picture are near a colour, and how many are painted at all.
PAINTED = """((red, green, blue) => {
  const canvas = document.querySelector('#canvas canvas');
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let near = 0, painted = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] === 0) continue;
    painted += 1;
    near += Math.hypot(pixels[at] - red, pixels[at + 1] - green, pixels[at + 2] - blue) < 12;
  }
  return [near, painted];
})"""


def painted(page: Page, colour: str) -> tuple[int, int]:
    near, all_of_them = page.run(PAINTED + str(tuple(bytes.fromhex(colour.removeprefix("#")))))
    return near, all_of_them


def test_it_opens_without_requests_and_complaints(open_network: OpenPage) -> None:
    page = open_network(ROWS, source_note="Påhittat exempel.")
    quiet(page)
    assert text_of(page, "h1") == "Vem säger vad?"
    assert page.run("document.querySelectorAll('h1').length") == 1
    assert f"{len(INCIDENCE.parties)} aktörer" in text_of(page, "#totals")
    # The whole strategy is a mark of its own and no chapter.
    chapters = {tie.chapter for tie in INCIDENCE.ties} - {WHOLE}
    assert len(chapters) < len(INCIDENCE.targets)
    assert f"{len(chapters)} kapitel och hela strategin" in text_of(page, "#totals")
    assert f"{INCIDENCE.statements} ställningstaganden" in text_of(page, "#totals")
    assert text_of(page, "#source-note") == "Påhittat exempel."


def test_the_policy_stops_what_is_not_named(open_network: OpenPage) -> None:
    page = open_network([row()])
    page.run(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
        " document.body.append(s); const i = new Image(); i.src = 'https://example.org/x.png'; })()"
    )
    assert page.run("fetch('https://example.org/').then(() => 'fetched', () => 'refused')") == "refused"
    assert page.run("window.hacked") is None


@pytest.mark.parametrize("dark", [False, True])
def test_the_picture_is_painted_in_the_colours_of_its_stances(open_network: OpenPage, dark: bool) -> None:
    page = open_network(
        [row(stance_class="Rejects"), row(statement="urn:2", stance_class="Approves")], dark=dark
    )
    page.click(*place(page, "Åsbro kommun"))
    for shown, other in (("Rejects", "Questions"), ("Approves", "Proposes")):
        look, absent = looks()[shown], looks()[other]
        near, all_of_them = painted(page, look.dark if dark else look.light)
        assert near > 100
        assert all_of_them > 1000
        assert painted(page, absent.dark if dark else absent.light)[0] < near / 10
    ground = page.run("getComputedStyle(document.querySelector('.picture')).backgroundColor")
    assert ground == ("rgb(18, 23, 29)" if dark else "rgb(255, 255, 255)")


def test_all_lines_and_nodes_are_shown(open_network: OpenPage) -> None:
    page = open_network(ROWS)
    page.run("remissgraf.show('all')")
    assert page.run("remissgraf.shown()") == {
        "nodes": len(INCIDENCE.parties) + len(INCIDENCE.targets),
        "edges": len({(tie.actor, tie.chapter, tie.stance_class) for tie in INCIDENCE.ties}),
    }


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1600, 900), (1000, 700), (768, 900), (360, 800)])
def test_labels_are_all_there_and_none_overlaps(open_network: OpenPage, width: int, height: int) -> None:
    page = open_network(ROWS, width=width, height=height)
    page.run("remissgraf.show('all')")
    page.settle()
    labels = page.run("remissgraf.labels()")
    assert len(labels) == len(INCIDENCE.parties) + len(INCIDENCE.targets)
    size = page.run("[canvas.clientWidth, canvas.clientHeight]")
    for number, one in enumerate(labels):
        assert one["left"] >= 0
        assert one["right"] <= size[0]
        for other in labels[number + 1 :]:
            apart = (
                one["right"] <= other["left"]
                or other["right"] <= one["left"]
                or one["bottom"] <= other["top"]
                or other["bottom"] <= one["top"]
            )
            assert apart, (one, other)
    assert page.run("document.documentElement.scrollWidth") <= width
    quiet(page)


def test_the_legend_counts_the_statements_of_each_stance(open_network: OpenPage) -> None:
    page = open_network(ROWS)
    shown = dict(
        zip(
            texts_of(page, "fieldset:first-of-type label .name"),
            texts_of(page, "fieldset:first-of-type .count"),
            strict=True,
        )
    )
    expected = {
        label: str(len({tie.statement for tie in INCIDENCE.ties if tie.stance_class == name}))
        for name, label in INCIDENCE.stance_labels.items()
    }
    assert shown == expected


def test_filters_limit_picture_table_and_counts(open_network: OpenPage) -> None:
    page = open_network(ROWS)
    page.click_on("#polarity-2")
    negative = {tie.statement for tie in INCIDENCE.ties if tie.polarity == "negative"}
    assert text_of(page, "#shown").startswith(f"{len(negative)} av {INCIDENCE.statements}")
    lines = {
        (tie.actor, tie.chapter, tie.stance_class) for tie in INCIDENCE.ties if tie.polarity == "negative"
    }
    assert page.run("remissgraf.shown().edges") == len(lines)
    assert page.run("document.querySelectorAll('tbody tr').length") == len(lines)
    # Its own facet still counts all, the others only what is left.
    assert text_of(page, "#polarity-0-count") != "0"
    assert text_of(page, "#stance-0-count") == "0"
    page.click_on("#clear")
    assert text_of(page, "#shown").startswith(f"{INCIDENCE.statements} av {INCIDENCE.statements}")


def test_filters_that_leave_nothing_say_so(open_network: OpenPage) -> None:
    page = open_network([row()])
    page.click_on("#polarity-2")
    assert page.run("document.querySelector('#nothing').hidden") is False
    assert page.run("remissgraf.shown()") == {"nodes": 0, "edges": 0}


def test_a_click_on_a_node_shows_its_quotes(open_network: OpenPage) -> None:
    page = open_network(ROWS)
    page.click(*place(page, "Region Östmark"))
    assert text_of(page, "#panel h2") == "Region Östmark"
    assert sorted(texts_of(page, "#panel blockquote")) == quotes_of(actor="https://example.org/actor/1")
    assert "responses/01.md" in text_of(page, "#panel .source")
    assert page.run("document.querySelector('#panel blockquote').lang") == "sv"
    page.click_on("#panel .close")
    assert texts_of(page, "#panel blockquote") == []


def test_a_click_on_a_label_selects_its_node(open_network: OpenPage) -> None:
    page = open_network(ROWS)
    box = page.run("remissgraf.labels().find(label => label.text.startsWith('C. Beredskap'))")
    origin = page.run("(({x, y}) => [x, y])(document.querySelector('#canvas').getBoundingClientRect())")
    page.click(origin[0] + (box["left"] + box["right"]) / 2, origin[1] + (box["top"] + box["bottom"]) / 2)
    assert text_of(page, "#panel h2") == "C. Beredskap"


def test_a_click_on_a_line_shows_the_statements_behind_it(open_network: OpenPage) -> None:
    rows = [row(quote="Först."), row(statement="urn:2", quote="Sedan.", start="500", end="506")]
    page = open_network(rows)
    (x1, y1), (x2, y2) = place(page, "Åsbro kommun"), place(page, "1 Bakgrund")
    page.click((x1 + x2) / 2, (y1 + y2) / 2)
    assert texts_of(page, "#panel blockquote") == ["Först.", "Sedan."]
    assert "tecken 500–506" in texts_of(page, "#panel .source")[1]
    assert "Åsbro kommun" in text_of(page, "#panel h2")


def test_pages_are_given_where_the_source_has_pages(open_network: OpenPage) -> None:
    page = open_network([row(page="7", source="svar.pdf")])
    page.click(*place(page, "Åsbro kommun"))
    assert "svar.pdf · s. 7" in text_of(page, "#panel .source")


def test_search_finds_by_part_of_a_name_with_and_without_marks(open_network: OpenPage) -> None:
    page = open_network(ROWS)
    page.run("document.querySelector('#search').focus()")
    page.type("alvdals")
    assert [text.strip() for text in texts_of(page, "#search-list [role=option] .name")] == [
        "Älvdals högskola"
    ]
    page.press("Enter")
    assert text_of(page, "#panel h2") == "Älvdals högskola"
    page.run("document.querySelector('#search').select()")
    page.type("finns inte")
    assert text_of(page, "#search-list") == "Inga träffar"
    page.press("Escape")
    assert page.run("document.querySelector('#search-list').hidden") is True


def test_the_keyboard_alone_reaches_a_quote(open_network: OpenPage) -> None:
    page = open_network(ROWS)
    for _ in range(100):
        page.press("Tab", code=9)
        if page.run("document.activeElement.id") == "canvas":
            break
    assert page.run("document.activeElement.id") == "canvas"
    assert page.run("document.querySelectorAll('#canvas [tabindex]').length") == 0
    page.press("ArrowDown")
    first = text_of(page, "#panel h2")
    page.press("ArrowDown")
    assert text_of(page, "#panel h2") != first
    assert text_of(page, "#panel h2") in page.run("document.querySelector('#announce').textContent")
    page.press("ArrowRight")
    (chapter,) = (target for target in INCIDENCE.targets if LABELS[target.id] == text_of(page, "#panel h2"))
    assert sorted(texts_of(page, "#panel blockquote")) == quotes_of(chapter=chapter.id)
    page.press("Enter")
    assert page.run("document.activeElement.id") == "panel"
    page.press("Escape")
    assert page.run("document.activeElement.id") == "canvas"
    assert texts_of(page, "#panel blockquote") == []


def test_the_table_has_all_that_the_picture_has(open_network: OpenPage) -> None:
    page = open_network(ROWS)
    page.click_on("#show-table")
    assert page.run("document.querySelector('.picture').checkVisibility()") is False
    assert sorted(texts_of(page, "tbody blockquote")) == quotes_of()
    cells = "['.actor', '.chapter', '.stance .name'].map(name => row.querySelector(name).textContent)"
    found = {
        tuple(row) for row in page.run(f"[...document.querySelectorAll('tbody tr')].map(row => {cells})")
    }
    assert found == {(LABELS[tie.actor], LABELS[tie.chapter], tie.stance_label) for tie in INCIDENCE.ties}


def test_the_table_sorts_and_says_how(open_network: OpenPage) -> None:
    page = open_network(ROWS)
    page.click_on("#show-table")
    page.click_on("th[data-column=count] button")
    counts = [int(count) for count in texts_of(page, "tbody .count")]
    assert counts == sorted(counts, reverse=True)
    assert page.run("document.querySelector('th[data-column=count]').ariaSort") == "ascending"
    page.click_on("th[data-column=count] button")
    assert [int(count) for count in texts_of(page, "tbody .count")] == sorted(counts)


def test_a_long_table_grows_by_request(open_network: OpenPage) -> None:
    page = open_network(large_rows(ties=1500))
    page.click_on("#show-table")
    first = page.run("document.querySelectorAll('tbody tr').length")
    page.click_on("#more")
    assert page.run("document.querySelectorAll('tbody tr').length") == 2 * first


def test_the_theme_can_be_chosen(open_network: OpenPage) -> None:
    page = open_network([row()])
    assert page.run("document.documentElement.dataset.theme") == "light"
    page.prefer(dark=True)
    page.wait("document.documentElement.dataset.theme === 'dark'")
    page.click_on("#theme")
    assert text_of(page, "#theme") == "Tema: ljust"
    assert page.run("document.documentElement.dataset.theme") == "light"


def test_paper_gets_a_light_picture_and_the_whole_table(open_network: OpenPage) -> None:
    page = open_network(ROWS, dark=True, width=760)
    page.run("window.dispatchEvent(new Event('beforeprint'))")
    page.prefer(dark=True, media="print")
    page.settle()
    assert page.run("document.documentElement.dataset.theme") == "light"
    assert page.run("document.querySelector('table').checkVisibility()") is True
    # Chromium repeats no button in the heads of further pages.
    assert page.run("getComputedStyle(document.querySelector('.sort')).display") == "contents"
    assert page.run("document.querySelector('.tools').checkVisibility()") is False
    assert page.run("document.querySelector('#stance-0-count').checkVisibility()") is True
    page.run("window.dispatchEvent(new Event('afterprint'))")
    assert page.run("document.documentElement.dataset.theme") == "dark"


def test_hostile_words_stay_text(open_network: OpenPage) -> None:
    page = open_network([row_of(HOSTILE)], title=HOSTILE, source_note=HOSTILE)
    page.move(*place(page, HOSTILE))
    page.settle()
    page.click(*place(page, HOSTILE))
    page.click_on("#show-table")
    page.run("document.querySelector('#search').focus()")
    page.type("omvänt")
    quiet(page)
    assert page.run("window.hacked") is None
    assert page.run("document.querySelectorAll('script').length") == 3
    assert page.run("document.querySelectorAll('img, iframe, b, [onerror]').length") == 0
    assert texts_of(page, "#panel blockquote") == [HOSTILE]
    assert texts_of(page, "h1") == [HOSTILE]


@pytest.mark.parametrize("width", [1280, 360])
def test_very_long_words_do_not_burst_the_page(open_network: OpenPage, width: int) -> None:
    fields = ("actor_label", "actor_type", "chapter_label", "stance_label", "quote", "source")
    page = open_network([row(**dict.fromkeys(fields, LONG))], title=LONG, width=width)
    page.click(*place(page, LONG))
    page.click_on("#show-table")
    assert page.run("document.documentElement.scrollWidth") <= width
    assert page.run("document.documentElement.scrollHeight") < 40_000
    assert [box for box in page.run("remissgraf.labels()") if box["right"] - box["left"] > 400] == []
    quiet(page)


def test_an_empty_network_says_so(open_network: OpenPage) -> None:
    page = open_network([])
    assert page.run("document.querySelector('#nothing').hidden") is False
    # There is no filter to blame.
    assert "filt" not in text_of(page, "#nothing")
    assert page.run("document.querySelector('#panel .overview')") is None
    quiet(page)


def test_a_large_consultation_opens_with_its_labels_apart(open_network: OpenPage) -> None:
    page = open_network(large_rows(), lang="en")
    # Four types of actors and twenty chapters; all of it is asked for.
    assert page.run("remissgraf.shown().nodes") == 24
    page.run("remissgraf.show('all')")
    assert page.run("remissgraf.shown().nodes") == 320
    labels: list[dict[str, Any]] = page.run("remissgraf.labels()")
    assert len(labels) >= 20
    boxes = sorted(labels, key=lambda box: box["top"])
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert (
                other["top"] >= one["bottom"]
                or other["left"] >= one["right"]
                or other["right"] <= one["left"]
            )
    assert "2,000 of 2,000 statements pass" in text_of(page, "#shown")
    quiet(page)
