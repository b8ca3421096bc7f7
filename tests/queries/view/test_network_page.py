"""The network page as text: safe, self-contained, complete and always the same. What it does is in test_network_browser.py."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remissgraf.errors import ExportError
from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.networks.palette import looks
from remissgraf.queries.view import assets
from remissgraf.queries.view.assets import inert_json, vis_network
from remissgraf.queries.view.network import network_page
from remissgraf.queries.view.scene import scene

from ..networks.samples import consultation_rows, large_rows, row
from .pages import HOSTILE, Parsed, check_self_contained, data_of


def page_of(rows: list[dict[str, str]], title: str = "Vem säger vad?", source_note: str = "") -> str:
    return network_page(Incidence.from_rows(rows), title=title, lang="sv", source_note=source_note)


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(consultation_rows())


def test_it_is_self_contained(page: str) -> None:
    check_self_contained(page)


def test_the_heading_stands_once(page: str) -> None:
    assert page.count("<h1") == 1
    assert page.count("Vem säger vad?") == 2  # as heading and as the title of the window


def test_every_tie_and_statement_is_in_the_page(page: str) -> None:
    incidence = Incidence.from_rows(consultation_rows())
    data = data_of(page)
    assert len(data["nodes"]) == len(incidence.parties) + len(incidence.targets)
    assert len(data["statements"]) == incidence.statements
    assert len(data["edges"]) == len({(tie.actor, tie.chapter, tie.stance_class) for tie in incidence.ties})
    behind = [number for edge in data["edges"] for number in edge["statements"]]
    assert len(behind) == len(incidence.ties)
    assert set(behind) == set(range(incidence.statements))


def test_parallel_lines_bend_apart() -> None:
    rows = [row(statement=name, stance_class=name) for name in ("Approves", "Holds", "Rejects")]
    network = scene(Incidence.from_rows(rows), "sv", {})
    assert not network.directed
    assert len(network.edges) == 3
    bends = {json.dumps(edge["smooth"], sort_keys=True) for edge in network.edges}
    assert len(bends) == 3


def test_nothing_moves_by_itself(page: str) -> None:
    options = json.loads(str(data_of(page)["options"]))
    assert options["physics"] == {"enabled": False}


def test_thick_lines_have_longer_dashes() -> None:
    rows = [row(stance_class="Questions", statement=f"urn:{number}") for number in range(16)]
    (thin,) = scene(Incidence.from_rows(rows[:1]), "sv", {}).edges
    (thick,) = scene(Incidence.from_rows(rows), "sv", {}).edges
    assert thin["dashes"] == list(looks()["Questions"].dash)
    assert thick["width"] > thin["width"]
    assert thick["dashes"][0] > thin["dashes"][0]


def test_the_whole_strategy_is_called_so_in_the_language_of_the_page() -> None:
    incidence = Incidence.from_rows([row(chapter="", chapter_label="Plan för hälsa")])
    assert "Hela strategin" in str(data_of(network_page(incidence, title="x", lang="sv"))["nodes"])
    assert "The whole strategy" in str(data_of(network_page(incidence, title="x", lang="en"))["nodes"])


def test_the_same_input_gives_the_same_page(page: str) -> None:
    assert page_of(list(reversed(consultation_rows()))) == page


def test_hostile_words_are_text_everywhere() -> None:
    rows = [
        row(
            **dict.fromkeys(
                ("actor_label", "actor_type", "chapter_label", "stance_label", "quote", "source"), HOSTILE
            )
        )
    ]
    parsed = Parsed(page_of(rows, title=HOSTILE, source_note=HOSTILE))
    assert len(parsed.inside("script")) == 3
    assert "img" not in [tag for tag, _, _ in parsed.elements]
    assert HOSTILE in parsed.words  # the heading, whole
    (node, _) = data_of(page_of(rows))["nodes"]
    assert node["name"] == HOSTILE


@settings(max_examples=60)
@given(
    st.recursive(
        st.text() | st.integers() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_inert_json_is_json_without_markup(value: object) -> None:
    written = str(inert_json(value))
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == value


def test_lone_surrogates_do_not_stop_the_page() -> None:
    page_of([row(actor_label="a\ud800b", quote="\udfff")], title="t\ud800").encode("utf-8")


def test_scripts_hold_nothing_that_ends_or_hides_a_script() -> None:
    for script in (vis_network().script, *Parsed(page_of([row()])).inside("script")):
        assert "</script" not in script.lower()
        assert not ("<!--" in script and "<script" in script.lower())


def test_the_library_keeps_its_licence_and_the_page_names_it(page: str) -> None:
    assert "@license" in vis_network().script[:800]
    assert f"vis-network {vis_network().version}" in page
    assert f"@version {vis_network().version}" in vis_network().script[:800]


def test_another_pyvis_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    vis_network.cache_clear()
    monkeypatch.setattr(assets, "_VIS_PATH", ("lib", "vis-0.0", "vis-network.min.js"))
    with pytest.raises(ExportError, match="vis-network") as caught:
        vis_network()
    assert caught.value.code == "export.vis_network"


def test_a_large_consultation_stays_small() -> None:
    rows = large_rows()
    assert len(page_of(rows).encode("utf-8")) <= 1_500_000 + 1_000 * len(rows)
