"""Network files read back as the graph they were written from, in networkx and in a second XML reader.

The formats that name nodes by labels and hold weights alone are in test_analysts.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remissgraf.errors import ExportError
from remissgraf.queries.networks.events import Event, Events
from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.networks.onemode import one_mode
from remissgraf.queries.networks.palette import looks, polarity_looks
from remissgraf.queries.networks.twomode import two_mode
from remissgraf.queries.networks.writers import WRITERS, write_network

from .samples import consultation_rows, row
from .test_analysts import READERS as LABELLED

READERS: dict[str, Callable[[io.BytesIO], Any]] = {
    "graphml": lambda file: nx.read_graphml(file, edge_key_type=str, force_multigraph=True),
    "gexf": lambda file: nx.read_gexf(file, version="1.3"),
    "json": lambda file: nx.node_link_graph(json.load(file), edges="edges"),
    "cytoscape": lambda file: nx.cytoscape_graph(json.load(file)),
}
FORMATS = sorted(READERS)
XML = ("graphml", "gexf")
HOSTILE = '<script>alert(1)</script> & "href" ]]> \u202e\u2028 åäö 😀 \x00\x0b\ufffe\ud800 \r\n\t slut'


def test_every_format_has_a_reader_here() -> None:
    assert set(READERS) | set(LABELLED) == set(WRITERS)


def edges(graph: nx.MultiGraph[str]) -> list[tuple[object, ...]]:
    """What must survive, comparable whichever end an edge is told from."""
    found = []
    for one, other, data in graph.edges(data=True):
        statements = data["statements"]
        listed = tuple(statements.split(" ")) if isinstance(statements, str) else statements
        found.append(
            (
                *sorted((one, other)),
                data["stance_class"],
                data["stance_label"],
                data["polarity"],
                int(data["weight"]),
                listed,
            )
        )
    return sorted(found)


def nodes(graph: nx.MultiGraph[str]) -> dict[str, tuple[object, ...]]:
    return {
        node: (data["kind"], data["label"], data.get("type") or "", data["bipartite"])
        for node, data in graph.nodes(data=True)
    }


@pytest.mark.parametrize("name", FORMATS)
def test_round_trip(name: str) -> None:
    graph = two_mode(Incidence.from_rows(consultation_rows()))
    back = READERS[name](io.BytesIO(WRITERS[name](graph)))
    assert back.is_multigraph()
    assert not back.is_directed()
    assert edges(back) == edges(graph)
    assert nodes(back) == nodes(graph)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=20
)


@settings(max_examples=40)
@given(
    label=TEXTS,
    stances=st.lists(st.sampled_from(sorted(looks())), min_size=1, max_size=5),
    name=st.sampled_from(FORMATS),
)
def test_any_label_and_any_parallel_stances_survive(label: str, stances: list[str], name: str) -> None:
    rows = [
        row(actor_label=label, stance_class=stance, stance_label=label, statement=f"urn:s{number}")
        for number, stance in enumerate(stances)
    ]
    graph = two_mode(Incidence.from_rows(rows))
    back = READERS[name](io.BytesIO(WRITERS[name](graph)))
    assert edges(back) == edges(graph)
    assert nodes(back) == nodes(graph)


@pytest.mark.parametrize("name", XML)
def test_a_second_reader_finds_it_well_formed_with_unique_edge_ids(name: str) -> None:
    etree = pytest.importorskip("lxml.etree")
    graph = two_mode(
        Incidence.from_rows([*consultation_rows(), row(actor_label=HOSTILE, quote=HOSTILE, source=HOSTILE)])
    )
    data = WRITERS[name](graph)
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=False))
    identifiers = [element.get("id") for element in tree.iter("{*}edge")]
    assert len(identifiers) == len(set(identifiers)) == graph.number_of_edges()
    assert "<script>" not in data.decode("utf-8")
    assert "Älvdals högskola".encode() in data


@pytest.mark.parametrize("name", FORMATS)
def test_characters_that_xml_forbids_become_spaces(name: str) -> None:
    graph = two_mode(Incidence.from_rows([row(actor_label=HOSTILE)]))
    back = READERS[name](io.BytesIO(WRITERS[name](graph)))
    label = back.nodes["https://example.org/actor/a"]["label"]
    assert label == HOSTILE.translate(dict.fromkeys((0x00, 0x0B, 0xFFFE, 0xD800, 0x0D, 0x0A, 0x09), " "))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_bytes_without_a_date(name: str) -> None:
    rows = consultation_rows()
    first = WRITERS[name](two_mode(Incidence.from_rows(rows)))
    assert first == WRITERS[name](two_mode(Incidence.from_rows(reversed(rows))))
    assert b"lastmodified" not in first
    assert nx.__version__.encode() not in first


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_network_is_a_valid_file(name: str) -> None:
    back = READERS[name](io.BytesIO(WRITERS[name](two_mode(Incidence.from_rows([])))))
    assert back.number_of_nodes() == 0


def test_gexf_carries_colour_line_and_kind_of_each_stance() -> None:
    etree = pytest.importorskip("lxml.etree")
    tree = etree.fromstring(WRITERS["gexf"](two_mode(Incidence.from_rows([row(stance_class="Rejects")]))))
    (edge,) = tree.iter("{*}edge")
    (colour,) = edge.iter("{*}color")
    (shape,) = edge.iter("{*}shape")
    assert edge.get("kind") == "Rejects"
    assert (
        "#{:02x}{:02x}{:02x}".format(*(int(colour.get(part)) for part in "rgb")) == looks()["Rejects"].light
    )
    assert shape.get("value") == "dashed"


def test_cytoscape_shows_labels_and_relations() -> None:
    attributes = {"urn:a": {"label": "Åsbro"}, "urn:b": {"label": ""}}
    rows = [Event("s1", "urn:a", "x", True), Event("s2", "urn:b", "x", True)]
    made = json.loads(WRITERS["cytoscape"](one_mode(Events.of(rows, attributes=attributes)).graph()))
    names = {node["data"]["id"]: node["data"]["name"] for node in made["elements"]["nodes"]}
    assert names == {"urn:a": "Åsbro", "urn:b": "urn:b"}
    assert [edge["data"]["interaction"] for edge in made["elements"]["edges"]] == ["congruence"]
    assert made["data"] == {"aggregation": "congruence", "normalization": "no", "scale": "boolean"}


def test_graphml_carries_colour_and_line_as_attributes() -> None:
    back = READERS["graphml"](io.BytesIO(WRITERS["graphml"](two_mode(Incidence.from_rows([row()])))))
    ((_, _, data),) = back.edges(data=True)
    assert (data["color"], data["line"]) == (looks()["Approves"].light, "solid")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("aggregation", ["congruence", "subtract"])
def test_a_projection_survives_with_weights_and_statements(name: str, aggregation: str) -> None:
    said = [("Å", "x", True), ("B", "x", True), ("Å", "y", True), ("C", "y", False), ("B", "z", None)]
    events = Events.of(Event(f"urn:s{number}", *each) for number, each in enumerate(said))
    graph = one_mode(events, aggregation, "average").graph()
    back = READERS[name](io.BytesIO(WRITERS[name](graph)))
    assert set(back) == set(graph)
    found = {frozenset((one, other)): data for one, other, data in back.edges(data=True)}
    assert len(found) == graph.number_of_edges() > 0
    for one, other, data in graph.edges(data=True):
        read = found[frozenset((one, other))]
        assert float(read["weight"]) == pytest.approx(data["weight"])
        assert read["statements"].split(" ") == list(data["statements"])
        assert read["units"].split("; ") == list(data["units"])
        assert (read["relation"], read["polarity"]) == (aggregation, data["polarity"])


def test_edges_without_a_stance_have_the_colour_of_their_polarity() -> None:
    events = Events.of([Event("s1", "A", "x", True), Event("s2", "B", "x", False)])
    back = READERS["graphml"](io.BytesIO(WRITERS["graphml"](one_mode(events, "conflict").graph())))
    ((_, _, data),) = back.edges(data=True)
    assert (data["color"], data["line"]) == (polarity_looks()["negative"].light, "dashed")


@pytest.mark.parametrize("name", FORMATS)
def test_what_coders_note_of_a_node_survives_whatever_it_is_called(name: str) -> None:
    noted = {"Alias": "ÅB", "id": "7", "start": "1998", "a\x00b": "x"}
    attributes = {"A": {"label": "Åsbro", "kind": "actor", "type": "Kommun", **noted}}
    graph = one_mode(
        Events.of([Event("s1", "A", "x", True)], attributes=attributes), "ignore", "average"
    ).graph()
    read = READERS[name](io.BytesIO(WRITERS[name](graph)))
    node = read.nodes["A"]
    assert {key: str(node[key]) for key in ("Alias", "id (2)", "start (2)", "a b", "frequency")} == {
        "Alias": "ÅB", "id (2)": "7", "start (2)": "1998", "a b": "x", "frequency": "1",
    }  # fmt: skip
    if name != "gexf":
        assert read.graph["normalization"] == "average"


def test_write_network_writes_what_the_format_gives() -> None:
    graph = two_mode(Incidence.from_rows([row()]))
    file = io.BytesIO()
    write_network(graph, "gexf", file)
    assert file.getvalue() == WRITERS["gexf"](graph)


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(ExportError, match="graphml, gexf, csv") as caught:
        write_network(two_mode(Incidence.from_rows([row()])), "dot", io.BytesIO())
    assert caught.value.code == "export.format"


@pytest.mark.parametrize("name", FORMATS)
def test_nodes_whose_names_differ_in_what_xml_forbids_stay_two(name: str) -> None:
    said = [("A\tB", "x"), ("A B", "x"), ("A\x00B", "x")]
    events = Events.of(Event(f"s{number}", *each, True) for number, each in enumerate(said))
    back = READERS[name](io.BytesIO(WRITERS[name](one_mode(events).graph())))
    assert set(back) == {"A B", "A B (2)", "A B (3)"}
    assert back.number_of_edges() == 3
