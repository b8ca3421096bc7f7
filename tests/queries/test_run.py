from __future__ import annotations

import pytest

from remissgraf.errors import QueryError
from remissgraf.graph.store import OxigraphStore
from remissgraf.queries import library
from remissgraf.queries.library import Query, read_query
from remissgraf.queries.result import plain
from remissgraf.queries.run import run

RG = "https://w3id.org/remissgraf/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DATA = f"""<https://x.org/actor/alvsund> <{TYPE}> <{RG}Actor> <g:1> .
<https://x.org/actor/alvsund> <{SKOS}prefLabel> "Älvsunds kommun"@sv <g:1> .
<https://x.org/actor/alvsund> <{SKOS}altLabel> "Älvsund" <g:1> .
<https://x.org/actor/lid> <{TYPE}> <{RG}Actor> <g:1> .
<https://x.org/actor/lid> <{SKOS}prefLabel> "Region Lid"@sv <g:1> .
<https://x.org/actor/lid2> <{TYPE}> <{RG}Actor> <g:1> .
<https://x.org/actor/lid2> <{SKOS}prefLabel> "Region Lid"@sv <g:1> .
<https://x.org/actor/nameless> <{TYPE}> <{RG}Actor> <g:1> .
<https://x.org/s/1> <{RG}madeBy> <https://x.org/actor/alvsund> <g:1> .
<https://x.org/s/1> <{RG}confidence> "0.7"^^<http://www.w3.org/2001/XMLSchema#decimal> <g:1> .
<https://x.org/s/2> <{RG}madeBy> <https://x.org/actor/lid> <g:1> .
<https://x.org/s/2> <{RG}confidence> "0.9"^^<http://www.w3.org/2001/XMLSchema#decimal> <g:1> .
"""
HEADER = """#+ title.sv = "T"
#+ title.en = "T"
#+ question.sv = "F?"
#+ question.en = "Q?"
#+ [[parameters]]
#+ name = "{name}"
#+ type = "{kind}"
#+ {more}
#+ meaning.sv = "m"
#+ meaning.en = "m"
"""


@pytest.fixture
def store() -> OxigraphStore:
    store = OxigraphStore.memory()
    store.bulk_load(DATA.encode())
    return store


def query(kind: str, body: str, more: str = "", name: str = "p") -> Query:
    return read_query("q", HEADER.format(name=name, kind=kind, more=more) + body)


def statements(store: OxigraphStore, asked: Query | str, **given: str) -> list[str]:
    return [plain(row[0])[-1] for row in run(store, asked, given).rows]


BY_ACTOR = query("actor", "SELECT ?s { ?s rg:madeBy ?p } ORDER BY ?s")


@pytest.mark.parametrize(
    "value",
    [
        "Älvsunds kommun",
        "älvsunds KOMMUN",
        "Älvsund",
        " Älvsund ",
        "alvsund",
        "actor/alvsund",
        "https://x.org/actor/alvsund",
        "<https://x.org/actor/alvsund>",
    ],
)
def test_an_actor_is_found_by_any_of_its_names(store: OxigraphStore, value: str) -> None:
    assert statements(store, BY_ACTOR, p=value) == ["1"]


@pytest.mark.parametrize(
    "value", ["Kommun", "municipality", "Municipality", "rg:Municipality", "offentlig aktör"]
)
def test_a_kind_of_actor_is_found_by_any_of_its_names(consultation: OxigraphStore, value: str) -> None:
    (row, *_) = run(consultation, library.get("stances-by-chapter"), {"actor_type": value}).dicts()
    assert row["type_label"] == "Kommun"


def test_a_kind_that_the_graph_lacks_is_told(consultation: OxigraphStore) -> None:
    with pytest.raises(QueryError, match="did you mean Kommun") as caught:
        run(consultation, library.get("stances-by-chapter"), {"actor_type": "Komun"})
    assert caught.value.code == "query.parameter"


@pytest.mark.parametrize(
    "value", ["2 Hamnar", "2", "kommunens ansvar: tydliggöra", "https://example.org/fjord/chapter-2"]
)
def test_what_is_opposed_may_be_a_chapter_or_a_claim(consultation: OxigraphStore, value: str) -> None:
    rows = run(consultation, library.get("supports-and-opposes"), {"opposes": value}).rows
    assert len(rows) == 1


@pytest.mark.parametrize(
    "value",
    [
        '"} ?s ?p ?o {"',
        "> } DROP ALL {",
        "\\u003e",
        "A\nB",
        "🜚",
        "x" * 100_000,
        "?x",
        "$(rm)",
        "%s",
        "\x00",
        "' OR 1=1 --",
    ],
)
@pytest.mark.parametrize("parameter", ["supports", "actor"])
def test_a_hostile_name_is_a_name(consultation: OxigraphStore, parameter: str, value: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(consultation, library.get("supports-and-opposes"), {parameter: value})
    assert caught.value.code == "query.parameter"
    assert len(str(caught.value)) < 500


def test_a_parameter_that_is_not_given_stays_open(store: OxigraphStore) -> None:
    assert statements(store, BY_ACTOR) == ["1", "2"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Älvsunds komun", ["did you mean Älvsunds kommun", "no actor of that name"]),
        ("Region Lid", ["several", "https://x.org/actor/lid, https://x.org/actor/lid2"]),
        ("qqqqqq", ["the graph has 4"]),
        ("https://x.org/actor/other", ["no actor"]),
        ("", ["no actor"]),
    ],
)
def test_a_name_that_is_not_there_is_explained(store: OxigraphStore, value: str, words: list[str]) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, BY_ACTOR, {"p": value})
    assert caught.value.code == "query.parameter"
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("decimal", "0.8", ["1"]),
        ("decimal", "1", ["1", "2"]),
        ("integer", "0", []),
        ("string", "0.8", []),
    ],
)
def test_numbers_are_compared_as_numbers(
    store: OxigraphStore, kind: str, value: str, expected: list[str]
) -> None:
    assert (
        statements(
            store, query(kind, "SELECT ?s { ?s rg:confidence ?c FILTER(?c < ?p) } ORDER BY ?s"), p=value
        )
        == expected
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "1.5"),
        ("integer", "٣"),
        ("integer", "9" * 30),
        ("decimal", "0,8"),
        ("decimal", "1e3"),
        ("decimal", ""),
        ("boolean", "ja"),
        ("date", "31 januari"),
        ("lang", "de"),
        ("polarity", "good"),
        ("iri", "no iri"),
        ("iri", "https://x.org/a b"),
        ("chapter", "A"),
    ],
)
def test_a_value_of_another_type_is_refused(store: OxigraphStore, kind: str, value: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, query(kind, "SELECT ?s { ?s ?q ?p }"), {"p": value})
    assert caught.value.code == "query.parameter"
    assert caught.value.where == f"p={value}"
    assert caught.value.remedy


def test_short_forms_of_iris_are_read(store: OxigraphStore) -> None:
    asked = query("iri", "SELECT ?x { ?x a ?p } ORDER BY ?x")
    assert len(run(store, asked, {"p": "rg:Actor"}).rows) == 4


def test_defaults_and_needs(store: OxigraphStore) -> None:
    body = "SELECT ?s { ?s rg:confidence ?c FILTER(?c < ?p) } ORDER BY ?s"
    assert statements(store, query("decimal", body, 'default = "0.8"')) == ["1"]
    with pytest.raises(QueryError, match="needs the parameter p"):
        run(store, query("decimal", body, "required = true"))


def test_an_unknown_parameter_is_refused_with_the_nearest(store: OxigraphStore) -> None:
    with pytest.raises(QueryError, match="did you mean actor"):
        run(store, query("actor", "SELECT ?s { ?s rg:madeBy ?actor }", name="actor"), {"aktor": "x"})
    with pytest.raises(QueryError, match="it has: p"):
        run(store, BY_ACTOR, {"zzz": "x"})


def test_free_text_takes_its_variables_as_parameters(store: OxigraphStore) -> None:
    asked = "SELECT ?s { ?s rg:madeBy ?who }"
    assert statements(store, asked, who="<https://x.org/actor/lid>") == ["2"]
    assert statements(store, "SELECT ?x { ?x skos:altLabel ?n }", n="Älvsund") == ["d"]
    with pytest.raises(QueryError, match="no such variable"):
        run(store, asked, {"whom": "x"})


def test_a_limit_says_that_there_was_more(store: OxigraphStore) -> None:
    asked = "SELECT ?s { ?s rg:madeBy ?a } ORDER BY ?s"
    one = run(store, asked, limit=1)
    assert (len(one.rows), one.complete) == (1, False)
    assert run(store, asked, limit=2).complete
    assert run(store, asked, limit=0).rows == ()
    graph = run(store, "CONSTRUCT { ?a a rg:Named } WHERE { ?a a rg:Actor }", limit=2)
    assert (len(graph.triples), graph.complete) == (2, False)
    with pytest.raises(QueryError):
        run(store, asked, limit=-1)


def test_ask_construct_and_describe(store: OxigraphStore) -> None:
    assert run(store, "ASK { ?s rg:madeBy ?a }").truth is True
    assert run(store, "ASK { ?s rg:nothing ?a }").truth is False
    built = run(store, "CONSTRUCT { ?a rg:made ?s } WHERE { ?s rg:madeBy ?a }")
    assert built.kind == "graph"
    assert [str(triple.subject)[-8:] for triple in built.triples] == ["alvsund>", "tor/lid>"]
    assert built.columns == ("subject", "predicate", "object")
    assert len(run(store, "DESCRIBE <https://x.org/s/1>").triples) == 2


def test_an_unbound_value_is_an_empty_text(store: OxigraphStore) -> None:
    (row,) = run(store, "SELECT ?a ?b { VALUES (?a ?b) { (UNDEF 'x') } }").dicts()
    assert row == {"a": "", "b": "x"}
