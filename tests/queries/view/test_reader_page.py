"""The reader pages as text: every utterance of the example is marked where it stands, and hostile words stay words."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest

from remissgraf.errors import QueryError, WorkspaceError
from remissgraf.graph.workspace.opened import Opened, open_workspace
from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.view import Links, render_response, render_strategy, site
from remissgraf.queries.view.reader import response_page, strategy_page
from remissgraf.queries.view.readings import Readings

from ..networks.samples import row
from .pages import HOSTILE, Parsed, check_self_contained, data_of
from .texts import hostile_response, hostile_strategy

BASE = "https://example.org/lifescience/"
NORRVIK = BASE + "response/lsx-2025/01-norrviks-kommun.md"


@pytest.fixture(scope="module")
def readings(opened_example: Opened) -> Readings:
    return Readings(opened_example, "sv", many=True)


@pytest.fixture(scope="module")
def page(opened_example: Opened, readings: Readings) -> str:
    return render_response(opened_example, NORRVIK, lang="sv", readings=readings)


def test_every_utterance_begins_once_in_every_text(readings: Readings) -> None:
    assert len(readings.responses()) == 12
    for iri in readings.responses():
        response = readings.response(iri)
        assert not response.changed
        begun = [number for block in response.blocks for piece in block.pieces for number in piece.begins]
        assert sorted(begun) == list(range(len(response.utterances)))
        for number, utterance in enumerate(response.utterances):
            marked = "".join(
                piece.text for block in response.blocks for piece in block.pieces if number in piece.marks
            )
            assert "".join(marked.split()) == "".join(utterance.quote.split())


def test_one_response_reads_as_when_all_are_read(opened_example: Opened, readings: Readings) -> None:
    assert Readings(opened_example, "sv").response(NORRVIK) == readings.response(NORRVIK)


def test_the_chapters_are_those_of_the_graph(readings: Readings) -> None:
    strategy = readings.strategy("lsx-2025")
    assert strategy is not None
    iris = {chapter.iri for chapter in strategy.chapters} | {strategy.iri}
    targets = {
        target
        for iri in readings.responses()
        for utterance in readings.response(iri).utterances
        for target, _ in utterance.details.get("target", ())
    }
    assert targets
    assert targets <= iris
    assert readings.strategy("none") is None


def test_both_pages_are_self_contained(opened_example: Opened, page: str) -> None:
    check_self_contained(page)
    check_self_contained(render_strategy(opened_example, "lsx-2025", lang="en"))


def test_the_text_stands_in_the_page_without_a_script(page: str) -> None:
    parsed = Parsed(page)
    words = "".join(parsed.words)
    assert "Mot den bakgrunden tillstyrks att strategin läggs till grund" in words
    tags = [attributes for tag, attributes, _ in parsed.elements if tag == "a" and "data-n" in attributes]
    ids = {attributes["id"] for attributes in tags if "id" in attributes}
    statements = data_of(page)["statements"]
    assert {f"{statement['n']}" for statement in statements} == ids
    assert all(unquote(str(attributes["href"]))[1:] in ids for attributes in tags)


def test_summaries_and_bodies_lead_to_each_other(page: str) -> None:
    statements = data_of(page)["statements"]
    restating = [(number, other) for number, one in enumerate(statements) for other in one["restates"]]
    assert restating
    for number, other in restating:
        assert number in statements[other]["restated"]
        assert statements[number]["counted"] is False


def test_nothing_personal_is_on_a_page_of_the_public_edition(opened_example: Opened, page: str) -> None:
    assert opened_example.config.edition == "public"
    for name in ("Petra Sundvall", "Lena Brännhult"):
        assert name not in page
    internal = replace(opened_example, config=replace(opened_example.config, edition="internal"))
    assert "Petra Sundvall" in render_response(internal, NORRVIK, lang="sv")


def test_the_same_input_gives_the_same_page(opened_example: Opened, page: str) -> None:
    assert render_response(opened_example, NORRVIK, lang="sv") == page


def test_an_unknown_response_or_strategy_is_a_clear_error(opened_example: Opened, readings: Readings) -> None:
    with pytest.raises(QueryError, match="no response") as caught:
        render_response(opened_example, BASE + "response/lsx-2025/none", lang="sv")
    assert caught.value.code == "query.parameter"
    with pytest.raises(QueryError, match="no strategy"):
        render_strategy(opened_example, "none", lang="sv")
    with pytest.raises(QueryError, match="no response of that name"):
        readings.find("ingen alls")


@pytest.mark.parametrize(
    "text", ["Norrviks kommun", "norrviks KOMMUN", "responses/01_norrviks-kommun.md", NORRVIK]
)
def test_a_response_is_found_by_what_people_call_it(readings: Readings, text: str) -> None:
    assert readings.find(text) == NORRVIK


def test_a_changed_or_missing_file_shows_the_text_that_was_read(example_copy: Path) -> None:
    path = example_copy / "responses" / "01_norrviks-kommun.md"
    opened = open_workspace(example_copy)
    whole = Readings(opened, "sv").response(NORRVIK)
    path.write_text("Något helt annat.\n", encoding="utf-8")
    changed = Readings(opened, "sv").response(NORRVIK)
    path.unlink()
    gone = Readings(opened, "sv").response(NORRVIK)
    assert changed == gone
    assert changed.changed
    assert changed.utterances == whole.utterances
    begun = {number for block in changed.blocks for piece in block.pieces for number in piece.begins}
    assert begun == set(range(len(whole.utterances)))
    assert "Filen har ändrats efter bygget" in render_response(opened, NORRVIK, lang="sv")
    (example_copy / "strategy" / "strategy.md").unlink()
    assert 'id="strategy"' not in render_response(opened, NORRVIK, lang="sv")
    shutil.rmtree(example_copy / ".remissgraf" / "texts")
    with pytest.raises(WorkspaceError) as caught:
        Readings(opened, "sv").response(NORRVIK)
    assert caught.value.code == "workspace.damaged"


def test_hostile_words_stay_words_on_both_pages() -> None:
    links = Links(
        network=HOSTILE, responses={HOSTILE: "a.html"}, strategies={hostile_strategy(HOSTILE).iri: "b.html"}
    )
    incidence = Incidence.from_rows(
        [
            row(
                **dict.fromkeys(
                    ("actor_label", "actor_type", "chapter_label", "stance_label", "quote", "source"), HOSTILE
                )
            )
        ]
    )
    strategy = hostile_strategy(HOSTILE)
    for page in (
        response_page(hostile_response(HOSTILE), strategy, links=replace(links, network="")),
        strategy_page(strategy, incidence, links=replace(links, network="")),
    ):
        check_self_contained(page)
        parsed = Parsed(page)
        assert not [tag for tag, _, _ in parsed.elements if tag in ("img", "b")]
        assert len(parsed.inside("script")) == 2
        assert data_of(page)


def test_the_pages_of_a_site_lead_to_each_other(opened_example: Opened) -> None:
    pages = site(opened_example, lang="sv")
    assert len(pages) == 17
    statements = 0
    for path in (
        *map(PurePosixPath, ("network.html", "matrix-topic.html", "strategies/lsx-2025.html")),
        *list(pages)[-2:],
    ):
        page = pages[path]()
        addresses = [str(attributes["href"]) for tag, attributes, _ in Parsed(page).elements if tag == "a"]
        records = data_of(page).get("statements", [])
        addresses += [str(record["h"]) for record in records if "h" in record]
        for address in addresses:
            file, _, name = address.partition("#")
            if not file:
                continue
            target = PurePosixPath(*_resolved(path.parent / unquote(file)))
            assert target in pages, address
            if name.startswith("s-"):
                statements += 1
    assert statements > 200
    network = data_of(pages[PurePosixPath("network.html")]())["statements"]
    file, _, name = str(network[0]["h"]).partition("#")
    assert f'id="{unquote(name)}"' in pages[PurePosixPath(unquote(file))]()


def _resolved(path: PurePosixPath) -> list[str]:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return parts


def test_texts_alone_have_no_links_to_network_and_matrix(opened_example: Opened) -> None:
    pages = site(opened_example, lang="sv", overview=False)
    assert {path.parts[0] for path in pages} == {"responses", "strategies"}
    assert "network.html" not in list(pages.values())[-1]()
