from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.errors import QueryError, WorkspaceError
from remissgraf.graph.search import Text, open_index, parse_search

TEXTS = {
    "a": [
        "Kommunens roll och mandat bör tydliggöras.",
        "Rollerna är många, och mandaten få.",
    ],
    "b": ["Regionen saknar en plan för finansieringen.", "Vi välkomnar e-hälsa."],
}


def texts(name: str) -> Iterable[Text]:
    for number, text in enumerate(TEXTS[name]):
        yield Text("statement", f"https://x.example/{name}{number}", "sv", 0, len(text), text)
    yield Text("document", f"https://x.example/{name}", "en", 0, 20, "The region supports this.")


def found(path: Path, search: str, kind: str = "statement") -> set[str]:
    with open_index(path) as index:
        index.update(dict.fromkeys(TEXTS, "1"), texts)
        assert kind in ("statement", "document")
        hits = index.find(parse_search(search), "statement" if kind == "statement" else "document")
        return {hit.text.iri.rsplit("/", 1)[1] for hit in hits}


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("roll och mandat", {"a0", "a1"}),
        ('"roll och mandat"', {"a0"}),
        ("tydliggörs", {"a0"}),
        ("plan OR mandat", {"a0", "a1", "b0"}),
        ("plan ELLER mandat", {"a0", "a1", "b0"}),
        ("roll NOT tydliggöra", {"a1"}),
        ("roll INTE tydliggöra", {"a1"}),
        ("finans*", {"b0"}),
        ("finansieringens*", {"b0"}),
        ("(plan OR roll) AND mandat", {"a0", "a1"}),
        ("e-hälsa", {"b1"}),
        ("e-halsa", set()),
        ("och", {"a0", "a1"}),
        ("saknar: plan!", {"b0"}),
        ('stems:roll "', None),
        ("NEAR(roll mandat)", set()),
        ("regionerna", {"b0"}),
    ],
)
def test_searches(tmp_path: Path, search: str, expected: set[str] | None) -> None:
    if expected is None:
        with pytest.raises(QueryError):
            found(tmp_path / "i", search)
    else:
        assert found(tmp_path / "i", search) == expected


def test_documents_are_apart_and_in_their_language(tmp_path: Path) -> None:
    assert found(tmp_path / "i", "supporting regions", "document") == {"a", "b"}
    assert found(tmp_path / "i", "supporting") == set()


@pytest.mark.parametrize(
    "search",
    ["", "   ", "?!", '"', "a AND", "OR b", "NOT a", "a (", ")", "(" * 60 + "a" + ")" * 60, "a" * 3000],
)
def test_what_is_no_search_is_told(search: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_search(search)
    assert (caught.value.code, bool(caught.value.remedy)) == ("query.search", True)


@given(st.text(alphabet=st.sampled_from("ab*\"() ^{}:+-åANDORT\x00\n'"), max_size=40) | st.text(max_size=40))
def test_whatever_is_written_the_index_can_run_what_is_made_of_it(search: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE stemmed USING fts5(stems)")
    try:
        expression = parse_search(search).expression
    except QueryError:
        return
    connection.execute("SELECT * FROM stemmed WHERE stemmed MATCH ?", (expression,)).fetchall()


def test_an_update_takes_what_changed(tmp_path: Path) -> None:
    asked: list[str] = []

    def recorded(name: str) -> Iterable[Text]:
        asked.append(name)
        return texts(name)

    path = tmp_path / "index"
    with open_index(path) as index:
        assert index.update({"a": "1", "b": "1"}, recorded) == 2
        assert index.update({"a": "1", "b": "1"}, recorded) == 0
        assert index.update({"a": "2"}, recorded) == 1
        assert asked == ["a", "b", "a"]
        assert [hit.text.iri for hit in index.find(parse_search("plan"), "statement")] == []
        assert len(list(index.find(parse_search("mandat"), "statement"))) == 2


def test_an_update_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "index"
    assert found(path, "mandat") == {"a0", "a1"}

    def broken(name: str) -> Iterable[Text]:
        yield from texts("b")
        raise KeyError(name)

    with pytest.raises(KeyError), open_index(path) as index:
        index.update({"c": "1"}, broken)
    with open_index(path) as index:
        assert len(list(index.find(parse_search("mandat OR plan"), "statement"))) == 3


@pytest.mark.parametrize("content", [b"", b"no database at all, but as long as one" * 50])
def test_a_damaged_index_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index"
    path.write_bytes(content)
    assert found(path, "mandat") == {"a0", "a1"}
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert found(path, "mandat") == {"a0", "a1"}


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught, open_index(tmp_path / "no folder" / "index"):
        pass
    assert caught.value.code == "workspace.search"


def test_marks_are_the_words_that_were_looked_for() -> None:
    text = "Rollen och mandaten, inte rullarna."
    search = parse_search("roll AND mandat NOT rulle")
    assert [text[start:end] for start, end in search.marks(text, "sv")] == ["Rollen", "mandaten"]
    assert parse_search("man*").marks(text, "sv") == [(11, 19)]
