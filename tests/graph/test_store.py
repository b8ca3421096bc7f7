from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from remissgraf.errors import QueryError, WorkspaceError
from remissgraf.graph.store import OxigraphStore

TWICE = b'<a:s> <a:p> "1" <a:g> .\n<a:s> <a:p> "1" <a:h> .\n<a:s> <a:p> "2" <a:h> .\n'


def one(store: OxigraphStore, query: str) -> str:
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    (row,) = answer
    value = row[0]
    assert isinstance(value, ox.Literal)
    return value.value


@pytest.fixture
def store() -> OxigraphStore:
    store = OxigraphStore.memory()
    store.bulk_load(TWICE)
    return store


def test_all_named_graphs_are_asked_as_one(store: OxigraphStore) -> None:
    assert one(store, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }") == "2"
    assert len(store) == 3
    assert store.graphs() == ("a:g", "a:h")


def test_a_triple_in_two_graphs_counts_twice_without_distinct(store: OxigraphStore) -> None:
    # Known of the engine; the reason why a shared triple is kept in one graph.
    assert one(store, "SELECT (COUNT(?o) AS ?n) { ?s ?p ?o }") == "3"


def test_from_asks_the_named_graph_only(store: OxigraphStore) -> None:
    assert one(store, "SELECT (COUNT(?o) AS ?n) FROM <a:g> { ?s ?p ?o }") == "1"


def test_the_projects_prefixes_need_no_declaration(store: OxigraphStore) -> None:
    assert (
        one(store, "SELECT (STR(rg:Statement) AS ?iri) { }")
        == "https://w3id.org/remissgraf/ontology#Statement"
    )


def test_gzip_bytes_and_files_load_alike(store: OxigraphStore, tmp_path: Path) -> None:
    path = tmp_path / "å.nq.gz"
    path.write_bytes(gzip.compress(TWICE))
    for source in (path, path.read_bytes()):
        other = OxigraphStore.memory()
        other.bulk_load(source)
        assert other.dump() == store.dump() == b"".join(sorted(TWICE.splitlines(keepends=True)))


@pytest.mark.parametrize("data", [b"<a:s> <a:p> 1 .", b"\x1f\x8bhalf", b"\xff\xfe", b"<a:s> <a:p>"])
def test_what_is_no_nquads_is_refused(data: bytes) -> None:
    with pytest.raises(WorkspaceError) as caught:
        OxigraphStore.memory().bulk_load(data)
    assert caught.value.code == "workspace.nquads"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"gone\.nq"):
        OxigraphStore.memory().bulk_load(tmp_path / "gone.nq")


def test_removing_a_graph_leaves_the_others(store: OxigraphStore) -> None:
    store.remove_graph("a:h")
    store.remove_graph("a:never")
    assert store.dump() == TWICE.splitlines(keepends=True)[0]
    assert [str(quad.object) for quad in store.quads("a:g")] == ['"1"']


def test_a_store_is_saved_and_reopened(store: OxigraphStore, tmp_path: Path) -> None:
    store.save(tmp_path / "deep" / "copy")
    copy = OxigraphStore.open_read_only(tmp_path / "deep" / "copy")
    assert copy.dump() == store.dump()
    store.remove_graph("a:g")
    assert len(copy) == 3


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    store = OxigraphStore.create(tmp_path / "store")
    store.bulk_load(TWICE)
    program = (
        "import sys; from pathlib import Path; from remissgraf.graph.store import OxigraphStore\n"
        "from remissgraf.errors import WorkspaceError\n"
        "try:\n    OxigraphStore.create(Path(sys.argv[1]))\n"
        "except WorkspaceError as error:\n    print(error.code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "store")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "workspace.locked"


@pytest.mark.parametrize("name", ["missing", "empty", "file"])
def test_what_is_no_store_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(WorkspaceError) as caught:
        OxigraphStore.open_read_only(tmp_path / name)
    assert caught.value.code == "workspace.store"
    assert caught.value.remedy is not None


@pytest.mark.parametrize(
    ("query", "code", "where", "text"),
    [
        (
            "SELECT * {\n  ?x a dc:Text\n}",
            "query.prefix",
            "line 2, column 8",
            "PREFIX dc: <http://purl.org/dc/elements/1.1/>",
        ),
        ("SELECT * { ?x a skoss:Concept }", "query.prefix", "line 1, column 17", 'did you mean "skos:"'),
        ("SELECT * { ?x a qqq:Y }", "query.prefix", "line 1, column 17", "PREFIX qqq: <…>"),
        ("SELECT * {\n # {\n ?x a ?y . FILTR(?y) }", "query.syntax", "line 3, column 12", "FILTR"),
        ("SELECT ?x, ?y { ?x a ?y }", "query.syntax", "line 1, column 10", "^"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x a ?y }", "query.syntax", None, "neither grouped"),
        ("", "query.syntax", "line 1, column 1", "^"),
    ],
)
def test_a_mistaken_query_is_explained(
    store: OxigraphStore, query: str, code: str, where: str | None, text: str
) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(query)
    assert (caught.value.code, caught.value.where) == (code, where)
    assert text in str(caught.value)


@pytest.mark.parametrize("at_once", [1, 1_000_000])
def test_quads_come_in_pieces_and_an_error_among_them_is_told_as_it_is(
    tmp_path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("remissgraf.graph.store._AT_ONCE", at_once)
    store = OxigraphStore.create(tmp_path / "store")
    store.stream(iter([TWICE, b"", b'<a:s> <a:p> "3" <a:g> .\n']))
    assert len(store) == 4

    def broken() -> Iterator[bytes]:
        yield TWICE
        raise WorkspaceError("canonical data is damaged", code="workspace.damaged")

    with pytest.raises(WorkspaceError) as caught:
        store.stream(broken())
    assert caught.value.code == "workspace.damaged"


def test_a_checkpoint_shares_files_and_lives_on_by_itself(tmp_path: Path) -> None:
    first = OxigraphStore.create(tmp_path / "first")
    first.bulk_load(TWICE)
    first.flush()
    first.close()
    reader = OxigraphStore.open_read_only(tmp_path / "first")
    reader.checkpoint(tmp_path / "deep" / "second")
    second = OxigraphStore.create(tmp_path / "deep" / "second")
    second.discard(list(second.quads("a:h")))
    assert second.graphs() == ("a:g",)
    assert len(second) == 1
    assert reader.dump() == b"".join(sorted(TWICE.splitlines(keepends=True)))
    assert any(file.stat().st_nlink > 1 for file in (tmp_path / "first").glob("*.sst"))
    with pytest.raises(WorkspaceError) as caught:
        reader.checkpoint(tmp_path / "deep" / "second")
    assert caught.value.code == "workspace.store"


def test_a_store_that_is_closed_can_be_opened_again(tmp_path: Path) -> None:
    first = OxigraphStore.create(tmp_path / "store")
    first.bulk_load(TWICE)
    with pytest.raises(WorkspaceError) as caught:
        OxigraphStore.create(tmp_path / "store")
    assert caught.value.code == "workspace.locked"
    first.close()
    assert len(first) == 0
    assert len(OxigraphStore.create(tmp_path / "store")) == 3


def test_rows_as_texts_are_those_of_the_terms() -> None:
    store = OxigraphStore.memory()
    said = ['å, "ä"\r\nö', "", "=1", "\u2028"]
    for number, text in enumerate(said):
        store.extend([ox.Quad(ox.NamedNode(f"urn:{number}"), ox.NamedNode("urn:p"), ox.Literal(text))])
    query = "SELECT ?s ?said ?none { ?s <urn:p> ?said } ORDER BY ?s"
    assert list(store.texts(query)) == [[f"urn:{number}", text, ""] for number, text in enumerate(said)]
    assert list(store.texts("SELECT ?s ?o { ?s <urn:q> ?o }")) == []
