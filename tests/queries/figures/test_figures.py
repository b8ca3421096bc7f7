"""Pictures of networks: what is in them, for usual, empty, single, many and hostile names."""

from __future__ import annotations

import io
from collections.abc import Callable
from warnings import catch_warnings, simplefilter
from xml.etree import ElementTree

import numpy as np
import pytest
from scipy.cluster.hierarchy import leaves_list

from remissgraf.errors import NetworkError
from remissgraf.queries.figures import drawn, placing
from remissgraf.queries.figures.bars import draw_bars, sides
from remissgraf.queries.figures.drawn import draw_network
from remissgraf.queries.figures.page import drawing, write_picture
from remissgraf.queries.figures.similarity import draw_dendrogram, draw_heatmap, similarity
from remissgraf.queries.networks.affiliation import affiliation
from remissgraf.queries.networks.events import Event, Events, Scale
from remissgraf.queries.networks.onemode import one_mode

HOSTILE = ["$x^2$ AB", "å\nb\tö", "\u202eevil", "<b>&\"'", "x" * 400, "", "\ud800", r"\frac{1}{2}$$", "\x1b[2J", "שלום"]  # fmt: skip
KINDS: dict[str, Callable[[Events], object]] = {
    "network": lambda events: draw_network(one_mode(events, "subtract").graph(statements=False), "sv"),
    "two-mode": lambda events: draw_network(affiliation(events, "combine").graph(statements=False), "sv"),
    "bars": lambda events: draw_bars(events, "sv"),
    "heatmap": lambda events: draw_heatmap(similarity(one_mode(events, "subtract")), "sv"),
    "dendrogram": lambda events: draw_dendrogram(similarity(one_mode(events)), "sv"),
}


def debate(labels: list[str], units: int = 3) -> Events:
    attributes = {f"h{number}": {"label": text, "type": "Kommun $t$"} for number, text in enumerate(labels)}
    rows = [
        Event(f"s{number}-{unit}", f"h{number}", f"u{unit}", (number + unit) % 3 != 0, "d")
        for number in range(len(labels))
        for unit in range(units)
        if (number + unit) % 2 == 0
    ]
    return Events.of(rows, attributes=attributes)


def texts(kind: str, events: Events) -> list[str]:
    """What is written in the picture, as SVG."""
    file = io.BytesIO()
    with drawing():
        write_picture(KINDS[kind](events), "svg", file, kind)  # type: ignore[arg-type]  # a figure
    root = ElementTree.fromstring(file.getvalue())
    return ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_are_letters(kind: str) -> None:
    events = debate(HOSTILE)
    written = texts(kind, events.turned() if kind == "bars" else events)
    assert {"$x^2$ AB", "<b>&\"'", "å b ö", r"\frac{1}{2}$$", "evil"} <= set(written)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("labels", [[], ["Åsbro"]])
def test_nobody_and_one_are_pictures(kind: str, labels: list[str]) -> None:
    written = texts(kind, debate(labels, 1))
    assert written
    if kind == "network":
        assert ("Åsbro" in written) == bool(labels)


def test_a_network_says_kinds_sides_and_numbers() -> None:
    attributes = debate(["Åsbro", "Östby", "Ärla"]).attributes
    said = [("h0", "x", True), ("h1", "x", True), ("h2", "x", False), ("h0", "y", True)]
    events = Events.of(
        (Event(f"s{number}", *each) for number, each in enumerate(said)), attributes=attributes
    )
    expected = {"Åsbro", "Östby", "Ärla", "Kommun $t$", "enighet", "oenighet", "3 noder, 3 band."}
    assert expected <= set(texts("network", events))
    assert {"för", "emot", "enhet"} <= set(texts("two-mode", events))


def test_names_that_find_no_room_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "_RINGS", (3.0,))
    written = texts("network", debate([f"Aktör nummer {number} i länet" for number in range(130)], 30))
    named = sum(text.startswith("Aktör") for text in written)
    (told,) = (text for text in written if "får inte plats" in text)
    assert f"{130 - named} namn" in told


def test_too_many_nodes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_MOST", 2)
    with pytest.raises(NetworkError) as caught, drawing():
        draw_network(one_mode(debate(["a", "b", "c"])).graph(), "sv")
    assert caught.value.code == "network.figure"


def test_bars_count_holders_by_side() -> None:
    wide = Scale("integer", -2, 2)
    events = Events.of([Event("1", "A", "x", 2), Event("2", "B", "x", -1), Event("3", "C", "x", 0)], wide)
    assert [tuple(row) for row in sides(events)] == [("x", 1, 1, 1)]
    with pytest.raises(NetworkError):
        sides(Events.of([Event("1", "A", "x", "bygga")], Scale("nominal")))


def test_only_those_on_both_sides_are_said_to_be() -> None:
    def legend(events: Events) -> set[str]:
        file = io.BytesIO()
        with drawing():
            picture = draw_network(affiliation(events, "combine", "activity").graph(statements=False), "en")
            write_picture(picture, "svg", file, "sides")
        root = ElementTree.fromstring(file.getvalue())
        return {"".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")}

    said = [("A", True), ("A", False), ("B", True), ("C", False)]
    sides = {"for", "against", "both for and against"}
    assert sides <= legend(Events.of(Event(f"s{n}", who, "x", side) for n, (who, side) in enumerate(said)))
    texts = [Event(f"s{n}", who, "x", who) for n, (who, _) in enumerate(said)]
    written = legend(Events.of(texts, Scale("nominal", values=("A", "B", "C"))))
    assert not sides & written
    assert "speaks of it" in written


@pytest.mark.parametrize("kind", ["heatmap", "dendrogram"])
def test_nodes_that_are_all_alike_are_a_picture_without_a_warning(kind: str) -> None:
    events = Events.of(Event(f"s{name}", name, "x", True) for name in "ABC")
    with catch_warnings():
        simplefilter("error")
        assert {"A", "B", "C"} <= set(texts(kind, events))


def test_likeness_beyond_one_is_the_top() -> None:
    # Both on either side of x: 2 · 2 pairs, of which Jaccard's divisor has 2.
    rows = [Event(f"s{name}{side}", name, "x", side) for name in "AB" for side in (True, False)]
    found = similarity(one_mode(Events.of(rows), "ignore", "jaccard"))
    assert (found.top, found.linkage[:, 2].tolist()) == (2.0, [0.0])


def test_the_matrix_stands_in_the_order_of_the_tree() -> None:
    found = similarity(one_mode(debate(list("abcdefghij"), 5), normalization="true-cosine"))
    assert leaves_list(found.linkage).tolist() == list(range(len(found.names)))
    np.testing.assert_array_equal(found.weights, found.weights.T)
    assert found.top == 1.0
    with pytest.raises(NetworkError):
        similarity(affiliation(debate(["a"])))
