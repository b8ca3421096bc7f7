"""The views of the network page in a real Chromium: overview, groups, neighbourhoods, paths, measures, the picture as a file."""

from __future__ import annotations

import base64
import json
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.view.network import network_page

from ..networks.samples import consultation_rows, large_rows, row
from .chromium import Page
from .looking import faults, keys_to, quiet, text_of, texts_of
from .pages import HOSTILE, incidence_of

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
INCIDENCE = Incidence.from_rows(consultation_rows())
LINES = {(tie.actor, tie.chapter, tie.stance_class) for tie in INCIDENCE.ties}
CAMPS = {party.id: number % 2 for number, party in enumerate(INCIDENCE.parties)}
NAMED = {tie.statement: (("urn:ljus", "Ljusleden"),) for tie in INCIDENCE.ties[:5]}
PAGE = network_page(INCIDENCE, title="Vem säger vad?", communities=CAMPS, initiatives=NAMED)
MANY = Incidence.from_rows(large_rows())
LARGE = network_page(MANY, title="Många")
SVG = "{http://www.w3.org/2000/svg}"


def choose(page: Page, name: str, value: str) -> None:
    page.run(
        f"(() => {{ const box = document.getElementById('view-{name}'); box.value = {json.dumps(value)};"
        " box.dispatchEvent(new Event('change')); })()"
    )
    page.settle()


def shown(page: Page) -> tuple[int, int]:
    found = page.run("remissgraf.shown()")
    return found["nodes"], found["edges"]


def search(page: Page, name: str) -> None:
    page.run("document.querySelector('#search').focus(); document.querySelector('#search').select()")
    page.type(name)
    page.press("Enter")


def spoken(actor: str) -> set[str]:
    return {chapter for who, chapter, _ in LINES if who == actor}


def choose_line(page: Page) -> list[str]:
    """Choose the line from the first community to a chapter; the quotes that the panel shows then."""
    one, other = page.run("[remissgraf.place('grupp 1'), remissgraf.place('4.1 Uppföljning')]")
    for share in (0.5, 0.6, 0.7):
        page.click(one["x"] + (other["x"] - one["x"]) * share, one["y"] + (other["y"] - one["y"]) * share)
        if quotes := texts_of(page, "#panel blockquote"):
            return quotes
    return []


def test_a_large_network_opens_as_an_overview_and_its_groups_open(open_html: OpenPage) -> None:
    page = open_html(LARGE)
    nodes, edges = shown(page)
    assert nodes == 4 + 20
    assert edges == 50
    assert "50 av 60 band" in text_of(page, "#view-left")
    page.click_on("#view-rest")
    assert shown(page)[1] == 60
    assert page.run("document.querySelector('#view-rest').checkVisibility()") is False
    page.run("document.querySelector('#canvas').focus()")
    page.press("ArrowDown")
    group = text_of(page, "#panel h2")
    assert group in ("Kommun", "Region", "Företag", "Förening")
    page.press("Enter")
    members = {party.id for party in MANY.parties if group in party.types}
    assert shown(page)[0] == len(members) + len({tie.chapter for tie in MANY.ties if tie.actor in members})
    assert page.run("document.querySelector('#view-mode').selectedOptions[0].textContent") == group
    quiet(page)


def test_a_line_of_the_overview_opens_the_statements_behind_it(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    choose(page, "mode", "overview community")
    choose(page, "lines", "150")
    assert shown(page)[0] == 2 + len(INCIDENCE.targets)
    behind = Counter((CAMPS[tie.actor], tie.chapter, tie.polarity) for tie in INCIDENCE.ties)
    assert shown(page)[1] == len(behind)
    quotes = choose_line(page)
    assert quotes
    assert "aktör" in text_of(page, "#panel .eyebrow")


def test_the_strongest_ties_alone(open_html: OpenPage) -> None:
    page = open_html(LARGE)
    choose(page, "mode", "strongest")
    choose(page, "lines", "50")
    assert shown(page)[1] == 50


def test_neighbours_of_one_and_two_steps(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    search(page, "Lillåns Sparbank")
    actor = next(party.id for party in INCIDENCE.parties if party.label == "Lillåns Sparbank")
    page.click_on("#panel .actions button:nth-child(1)")
    assert shown(page) == (1 + len(spoken(actor)), sum(who == actor for who, _, _ in LINES))
    page.click_on("#panel .actions button:nth-child(2)")
    two = {who for who, chapter, _ in LINES if chapter in spoken(actor)}
    assert shown(page)[0] == len(two) + len(spoken(actor))
    assert (
        page.run("document.querySelector('#panel .actions [aria-pressed=true]').textContent")
        == "Grannskap 2 steg"
    )
    assert "Lillåns Sparbank, 2 steg" in page.run(
        "document.querySelector('#view-mode').selectedOptions[0].textContent"
    )


def test_the_shortest_ways_between_two(open_html: OpenPage) -> None:
    rows = [
        row(
            actor=f"urn:{a}",
            actor_label=f"Aktör {a}",
            chapter=f"urn:{c}",
            chapter_label=f"{c} kap",
            statement=f"urn:{a}{c}",
        )
        for a, c in (
            ("a", "1"),
            ("b", "1"),
            ("b", "2"),
            ("c", "2"),
            ("a", "3"),
            ("d", "3"),
            ("d", "2"),
            ("e", "9"),
        )
    ]
    page = open_html(network_page(Incidence.from_rows(rows), title="x"))
    search(page, "Aktör a")
    page.click_on("#panel .actions button:nth-child(3)")
    search(page, "Aktör c")
    # Two ways of four steps: a-1-b-2-c and a-3-d-2-c.
    assert shown(page) == (7, 7)
    search(page, "Aktör a")
    page.click_on("#panel .actions button:nth-child(3)")
    search(page, "Aktör e")
    assert shown(page) == (2, 0)
    assert "Ingen väg" in text_of(page, "#view-left")


def test_size_by_a_measure_and_colour_by_an_attribute(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    before = page.run("remissgraf.svg()")
    choose(page, "size", "betweenness")
    choose(page, "colour", "type")
    svg = page.run("remissgraf.svg()")
    assert svg != before
    kinds = Counter(kind for party in INCIDENCE.parties for kind in party.types)
    # Six looks; the seventh kind is among the others.
    assert {text.strip() for text in texts_of(page, "#kinds .name")} == set(kinds) - {"Stiftelse"} | {
        "övriga"
    }
    fills = Counter(
        mark.get("fill")
        for mark in ElementTree.fromstring(svg).iterfind(f".//{SVG}g[@class='marks']/{SVG}path")
    )
    legend = [
        text.text or ""
        for text in ElementTree.fromstring(svg).iterfind(f".//{SVG}g[@class='legend']//{SVG}text")
    ]
    assert "övriga" in legend
    # The most frequent kind has the first look.
    assert fills["#1b6ca8"] == max(kinds.values())


def test_betweenness_is_as_defined(open_html: OpenPage) -> None:
    # A star: all pairs of the four ends go through the middle, 4 · 3 / 2.
    rows = [
        row(
            actor=f"urn:{name}",
            actor_label=name,
            chapter="urn:1",
            chapter_label="mitten",
            statement=f"urn:{name}",
        )
        for name in "abcd"
    ]
    page = open_html(network_page(Incidence.from_rows(rows), title="x"))
    assert page.run("remissgraf.measured('betweenness')") == {"a": 0, "b": 0, "c": 0, "d": 0, "mitten": 6}
    assert page.run("remissgraf.measured('ties')") == {"a": 1, "b": 1, "c": 1, "d": 1, "mitten": 4}


def test_filters_by_initiative_and_confidence_count_statements(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    assert text_of(page, "#initiative-0-count") == "5"
    page.click_on("#initiative-0")
    assert text_of(page, "#shown").startswith("5 av")
    named = {(tie.actor, tie.chapter, tie.stance_class) for tie in INCIDENCE.ties if tie.statement in NAMED}
    assert shown(page)[1] == len(named)
    assert text_of(page, "#confidence_from-0-count") == "5"
    page.click_on("#confidence_from-3")
    assert shown(page) == (0, 0)
    assert page.run("document.querySelector('#nothing').hidden") is False


@pytest.mark.parametrize("mode", ["all", "overview type"])
def test_the_picture_as_svg_matches_the_screen(open_html: OpenPage, mode: str) -> None:
    page = open_html(PAGE)
    choose(page, "mode", mode)
    picture = ElementTree.fromstring(page.run("remissgraf.svg()"))
    nodes, edges = shown(page)
    assert len(picture.findall(f".//{SVG}g[@class='marks']/{SVG}path")) == nodes
    lines = picture.findall(f".//{SVG}g[@class='lines']/{SVG}path")
    assert len(lines) == edges
    labels = " ".join(text.text or "" for text in picture.iterfind(f".//{SVG}g[@class='labels']/{SVG}text"))
    for label in page.run("remissgraf.labels().map(label => label.lines[0])"):
        assert label in labels
    legend = [text.text or "" for text in picture.iterfind(f".//{SVG}g[@class='legend']//{SVG}text")]
    wanted = list(INCIDENCE.stance_labels.values()) if mode == "all" else ["positiv", "neutral", "negativ"]
    assert [one for one in wanted if not any(one in text for text in legend)] == []
    assert text_of(page, "#shown") in legend
    # What a limit leaves out is told in the file, too.
    assert (text_of(page, "#view-left") in legend) == (mode != "all")
    # A mark of the file stands where the screen has its node.
    spot = page.run(
        "(({x, y}) => { const b = document.querySelector('#canvas').getBoundingClientRect();"
        " return [x - b.left, y - b.top]; })(remissgraf.place('C. Beredskap'))"
    )
    (left, top), radius = spot, 30.0
    starts = [
        mark.get("d", "")[1:].split("L")[0].split("a")[0].split()
        for mark in picture.iterfind(f".//{SVG}g[@class='marks']/{SVG}path")
    ]
    assert any(abs(float(x) - left) < radius and abs(float(y) - top) < radius for x, y in starts)


def test_the_picture_as_png_is_painted(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    size, kind, colours = page.run(
        "(async () => { const blob = await remissgraf.png(); const image = await createImageBitmap(blob);"
        " const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height;"
        " const ctx = canvas.getContext('2d'); ctx.drawImage(image, 0, 0);"
        " const data = new Uint32Array(ctx.getImageData(0, 0, image.width, image.height).data.buffer);"
        " return [[image.width, image.height], blob.type, new Set(data).size]; })()"
    )
    box = page.run("(({width}) => width)(document.querySelector('#canvas').getBoundingClientRect())")
    assert size[0] == pytest.approx(2 * box, abs=2)
    assert kind == "image/png"
    assert colours > 500
    page.click_on("#save-png")
    page.click_on("#save-svg")
    assert page.complaints() == []


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious(open_html: OpenPage, dark: bool) -> None:
    page = open_html(PAGE, dark=dark)
    choose(page, "colour", "type")
    assert faults(page) == []
    page.run("document.querySelector('#canvas').focus()")
    page.press("ArrowDown")
    assert faults(page) == []
    page.click_on("#show-table")
    assert faults(page) == []


def test_a_long_panel_grows_by_request(open_html: OpenPage) -> None:
    rows = [row(statement=f"urn:{number}", quote=f"Mening {number}.") for number in range(400)]
    page = open_html(network_page(Incidence.from_rows(rows), title="x"))
    search(page, "Åsbro kommun")
    assert len(texts_of(page, "#panel blockquote")) == 150
    page.click_on("#panel > button:last-child")
    page.click_on("#panel > button:last-child")
    assert len(texts_of(page, "#panel blockquote")) == 400
    assert page.run("document.querySelector('#panel > button:last-child').hidden") is True


@pytest.mark.parametrize("width", [320, 390])
def test_the_page_reflows(open_html: OpenPage, width: int) -> None:
    page = open_html(PAGE, width=width)
    choose(page, "colour", "type")
    assert page.run("document.documentElement.scrollWidth") <= width
    page.run("document.documentElement.style.fontSize = '200%'")
    page.settle()
    assert page.run("document.documentElement.scrollWidth") <= width + 1


def test_large_letters_leave_the_picture_its_room(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    page.run("document.documentElement.style.fontSize = '200%'")
    page.settle()
    assert page.run("document.querySelector('#canvas').clientWidth") > 400


@pytest.mark.parametrize("width", [390, 1280])
def test_marks_of_an_overview_are_whole_and_apart(open_html: OpenPage, width: int) -> None:
    page = open_html(LARGE, width=width)
    page.run("remissgraf.show('overview')")
    page.settle()
    marks = page.run("remissgraf.marks()")
    box = page.run("(box => [box.clientWidth, box.clientHeight])(document.querySelector('#canvas'))")
    assert len(marks) > 10
    for mark in marks:
        assert mark["radius"] <= mark["x"] <= box[0] - mark["radius"]
        assert mark["radius"] <= mark["y"] <= box[1] - mark["radius"]
    for kind in ("group", "chapter"):
        column = sorted((mark["y"], mark["radius"]) for mark in marks if mark["kind"] == kind)
        assert all(one[0] + one[1] <= other[0] - other[1] for one, other in pairwise(column))
    labels = page.run("remissgraf.labels()")
    assert all(label["left"] >= 0 and label["right"] <= box[0] for label in labels)


def test_what_a_limit_leaves_out_is_told_beside_the_controls(open_html: OpenPage) -> None:
    page = open_html(LARGE, width=390)
    page.run("remissgraf.show('overview'); remissgraf.show('overview', { lines: 50 })")
    page.settle()
    told, controls = (
        page.run(f"(box => [box.top, box.bottom])(document.querySelector('{name}').getBoundingClientRect())")
        for name in ("#view-left", ".zoom")
    )
    assert told[1] - told[0] > 10
    assert told[1] <= controls[0] or told[0] >= controls[1]


def test_the_keyboard_reaches_the_choices(open_html: OpenPage) -> None:
    page = open_html(PAGE)
    keys_to(page, "document.activeElement.id === 'view-mode'", most=100)


def test_a_crowded_picture_is_dragged_as_it_is(open_html: OpenPage) -> None:
    page = open_html(LARGE)
    page.run("remissgraf.show('all')")
    before = page.run("remissgraf.place('1 Avsnitt om samverkan')")
    page.call(
        "Input.dispatchMouseEvent", type="mousePressed", x=400, y=600, button="left", buttons=1, clickCount=1
    )
    page.call("Input.dispatchMouseEvent", type="mouseMoved", x=430, y=560, button="left", buttons=1)
    assert page.run("document.querySelector('#canvas canvas').style.transform") == "translate(30px, -40px)"
    page.call("Input.dispatchMouseEvent", type="mouseReleased", x=430, y=560, button="left", clickCount=1)
    page.settle()
    assert page.run("document.querySelector('#canvas canvas').style.transform") == ""
    after = page.run("remissgraf.place('1 Avsnitt om samverkan')")
    assert [after["x"] - before["x"], after["y"] - before["y"]] == pytest.approx([30, -40], abs=1)
    quiet(page)


def test_the_picture_is_on_paper(open_html: OpenPage) -> None:
    page = open_html(PAGE, dark=True)
    choose(page, "mode", "all")
    paper = base64.b64decode(page.call("Page.printToPDF", printBackground=True)["data"])
    # The picture is drawn as lines, more of them on its page than any page of the table has.
    drawn = [
        sum(item.type == FPDF_PAGEOBJ_PATH for item in sheet.get_objects())
        for sheet in pypdfium2.PdfDocument(paper)
    ]
    assert max(drawn) > len(LINES)
    assert drawn.index(max(drawn)) < len(drawn) - 1
    assert sum(count > len(LINES) for count in drawn) == 1


def test_hostile_words_stay_text_in_every_view_and_in_the_file(open_html: OpenPage) -> None:
    words = HOSTILE + "\x0b\ufffe\uffff" + "långt-ord-" * 1000
    incidence = incidence_of(words)
    named = {"https://example.org/statement/1": ((words, words),)}
    page = open_html(
        network_page(incidence, title=words, source_note=words, initiatives=named, communities={words: 0})
    )
    for mode in ("overview type", "strongest", "all"):
        choose(page, "mode", mode)
        choose(page, "colour", "type")
        page.run("document.querySelector('#canvas').focus()")
        page.press("ArrowDown")
        page.press("Enter")
        picture = ElementTree.fromstring(page.run("remissgraf.svg()"))
        assert {element.tag.removeprefix(SVG) for element in picture.iter()} <= {
            "svg",
            "title",
            "rect",
            "text",
            "g",
            "path",
            "line",
        }
        page.press("Escape")
    assert page.run("remissgraf.png().then(blob => blob.size)") > 1000
    assert page.run("window.hacked") is None
    assert page.run("document.querySelectorAll('script').length") == 3
    assert page.run("document.querySelectorAll('img, iframe, b, [onerror]').length") == 0
    assert page.run("document.documentElement.scrollWidth") <= 1280
    quiet(page)
