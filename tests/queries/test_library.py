"""The library as a whole: every query is documented, runs, and gives what a person has found right for the made-up consultation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from remissgraf.errors import QueryError
from remissgraf.graph.sparql import tokens
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries import library
from remissgraf.queries.formats import render
from remissgraf.queries.library import Query, read_query
from remissgraf.queries.run import run

EXPECTED = Path(__file__).with_name("expected")
# The parameters that a query must have, or that make its example small enough to read.
GIVEN = {
    "nearest-allies": {"actor": "Bergviken"},
    "statements-on-chapter": {"chapter": "1"},
    "statements-on-topic": {"topic": "samverkan"},
}
GIVEN_EXAMPLE = GIVEN | {
    "nearest-allies": {"actor": "Norrviks kommun"},
    "statements-on-chapter": {"chapter": "A"},
}
# What asks for what is missing may well find nothing, and the bundled example has one consultation.
MAY_BE_EMPTY = {
    "campaigns",
    "chapters-without-statements",
    "positions-over-time",
    "report-unread",
    "stances-over-time",
}
# The rows of these are numbers, which a parameter changes.
COUNTS = {
    "overview",
    "report-counts",
    "report-divides",
    "report-places",
    "report-position-counts",
    "report-positions",
    "report-request-counts",
    "report-types",
}
# The queries for which the first consultation alone has no example.
OF_TWO = {"conditions", "dividing-topics", "initiatives-together", "positions-over-time", "stances-over-time"}
NAMES = library.names()


@pytest.fixture
def store(name: str, request: pytest.FixtureRequest) -> OxigraphStore:
    """The made-up consultation, or both where the query `name` needs them."""
    found = request.getfixturevalue("two_consultations" if name in OF_TWO else "consultation")
    assert isinstance(found, OxigraphStore)
    return found


def test_the_library_is_not_empty() -> None:
    assert len(NAMES) >= 36
    assert {path.stem for path in EXPECTED.glob("*.csv")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_gives_the_expected_rows(name: str, store: OxigraphStore) -> None:
    result = run(store, library.get(name), GIVEN.get(name))
    expected = (EXPECTED / f"{name}.csv").read_bytes().decode("utf-8")
    found, wanted = "".join(render(result, "csv")).splitlines(), expected.splitlines()
    if "ORDER BY" not in library.get(name).text:
        # What is read hundreds of thousands of rows at a time is not sorted by the store.
        found, wanted = sorted(found), sorted(wanted)
    assert found == wanted
    assert result.rows


@pytest.mark.parametrize("name", NAMES)
def test_the_header_tells_the_columns_and_parameters_that_there_are(name: str, store: OxigraphStore) -> None:
    query = library.get(name)
    assert run(store, query, GIVEN.get(name)).columns == tuple(column.name for column in query.columns)
    variables = {token.text[1:] for token in tokens(query.text) if token.kind == "variable"}
    for parameter in query.parameters:
        assert parameter.name in variables or parameter.name == "lang"


@pytest.mark.parametrize("name", NAMES)
def test_every_query_takes_a_language_and_repeats_no_row(name: str, store: OxigraphStore) -> None:
    query = library.get(name)
    (language,) = (parameter for parameter in query.parameters if parameter.name == "lang")
    assert (language.type, language.default) == ("lang", "sv")
    swedish = run(store, query, {"lang": "sv"} | GIVEN.get(name, {}))
    english = run(store, query, {"lang": "en"} | GIVEN.get(name, {}))
    assert len(set(swedish.rows)) == len(swedish.rows) == len(english.rows)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_finds_something_in_the_bundled_example(name: str, opened_example: Opened) -> None:
    result = run(opened_example.store, library.get(name), GIVEN_EXAMPLE.get(name))
    assert result.rows or name in MAY_BE_EMPTY
    assert len(set(result.rows)) == len(result.rows)


@pytest.mark.parametrize("name", NAMES)
def test_no_data_is_written_into_a_query(name: str) -> None:
    text = library.get(name).text
    assert not [token.text for token in tokens(text) if token.kind == "iri"]
    assert not re.search(r"\b(?:stance|action|itype):", text)


SAMPLES = {
    "actor": "Bergviken",
    "actor-type": "kommun",
    "chapter": "1.1",
    "topic": "roller",
    "initiative": "Ljusleden",
    "action": "Clarify",
    "consultation": "Fjordstrategin",
    "boolean": "true",
    "decimal": "0.65",
    "iri": "https://example.org/fjord/response/fri/statement/1",
    "lang": "en",
    "response": "bergviken.md",
}
OWN_SAMPLES = {
    ("conditions", "chapter"): "B",
    ("supports-and-opposes", "actor"): "Region Sundmark",
    ("supports-and-opposes", "supports"): "kommunens ansvar: tydliggöra",
    ("supports-and-opposes", "opposes"): "2 Hamnar",
    ("initiatives-together", "other"): "Fyrnätet",
    ("positions-over-time", "later"): "Fjordstrategin, andra remissen",
    ("stances-over-time", "later"): "Fjordstrategin, andra remissen",
    ("stances-over-time", "topic"): "samverkan",
    ("network-events", "link"): "rg:expressesClaim",
    ("network-events", "quality"): "rg:agreement",
    ("network-actor-chapter", "link"): "rg:targets",
    ("utterance-details", "kind"): "initiative",
}


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        (name, parameter.name)
        for name in NAMES
        for parameter in library.get(name).parameters
        if parameter.name != "lang"
    ],
)
def test_every_parameter_narrows_the_answer(name: str, parameter: str, store: OxigraphStore) -> None:
    query = library.get(name)
    (kind,) = (entry.type for entry in query.parameters if entry.name == parameter)
    given = dict(GIVEN.get(name, {}))
    everything = run(store, query, given).rows
    sample = OWN_SAMPLES.get((name, parameter)) or SAMPLES[kind]
    some = run(store, query, given | {parameter: sample}).rows
    assert 0 < len(some) <= len(everything)
    if name not in COUNTS:
        assert set(some) <= set(everything)


def test_labels_come_in_the_language_asked_for_or_the_other(consultation: OxigraphStore) -> None:
    query = library.get("statements-by-actor")
    rows = list(run(consultation, query, {"actor": "Bergviken", "chapter": "1.1", "lang": "en"}).dicts())
    assert {row["actor_label"] for row in rows} == {"Municipality of Bergviken"}
    assert {row["chapter_label"] for row in rows} == {"1.1 Responsibility"}
    rows = list(run(consultation, query, {"actor": "Region Sundmark", "chapter": "2", "lang": "en"}).dicts())
    assert {(row["actor_label"], row["chapter_label"]) for row in rows} == {("Region Sundmark", "2 Hamnar")}


def test_the_nearest_names_are_offered() -> None:
    with pytest.raises(QueryError, match="did you mean statements-by-actor") as caught:
        library.get("statement-by-actors")
    assert caught.value.code == "query.unknown"
    with pytest.raises(QueryError, match="--list"):
        library.get("../../../etc/passwd")


GOOD = """#+ title.sv = "T"
#+ title.en = "T"
#+ question.sv = "F"
#+ question.en = "Q"
"""


def test_a_query_is_read_from_its_text() -> None:
    query: Query = read_query("x", GOOD + "SELECT * {}")
    assert (query.name, query.title, query.parameters) == ("x", {"sv": "T", "en": "T"}, ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT * {}", '"title"'),
        ("#+ title = ", "not TOML"),
        ('#+ title.sv = "T"\n#+ title.en = " "', '"title"'),
        (GOOD + '#+ [[parameters]]\n#+ name = "a b"', "usable name"),
        (GOOD + '#+ [[parameters]]\n#+ name = "a"\n#+ type = "colour"', "known type"),
        (GOOD + '#+ [[parameters]]\n#+ name = "a"\n#+ type = "string"\n#+ default = 1', "default"),
        (GOOD + '#+ [[parameters]]\n#+ name = "a"\n#+ type = "string"', '"meaning"'),
        (GOOD + "#+ parameters = 3", "list of tables"),
        (GOOD + '#+ [[columns]]\n#+ name = "a"', '"meaning"'),
    ],
)
def test_a_header_that_lacks_something_is_refused(text: str, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_query("mine", text)
    assert caught.value.code == "query.header"
    assert caught.value.where == "mine.rq"
    assert words in str(caught.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.rq").mkdir()
    for name in ("missing.rq", "folder.rq"):
        with pytest.raises(QueryError, match="cannot be read") as caught:
            library.read_file(tmp_path / name)
        assert (caught.value.code, caught.value.where) == ("query.file", str(tmp_path / name))
