"""Files for Pajek, UCINET, VOSviewer and spreadsheets read back: labels, relations and weights."""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections import defaultdict
from collections.abc import Callable

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remissgraf.errors import ExportError
from remissgraf.queries.networks import analysts
from remissgraf.queries.networks.affiliation import affiliation
from remissgraf.queries.networks.events import Event, Events
from remissgraf.queries.networks.flat import AnyGraph
from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.networks.onemode import one_mode
from remissgraf.queries.networks.twomode import two_mode
from remissgraf.queries.networks.writers import WRITERS

from .samples import consultation_rows

# Labels of the nodes, and weights by ends (sorted) and relation ("" where the format has none).
Weights = dict[tuple[str, str, str], float]
Read = tuple[list[str], Weights]


def read_pajek(data: bytes) -> Read:
    heading, _, rest = data.decode("utf-8").partition("\n")
    # networkx knows the heading of one-mode networks alone.
    graph = nx.parse_pajek(" ".join(heading.split()[:2]) + "\n" + rest)
    weights: Weights = defaultdict(float)
    for one, other, edge in graph.edges(data=True):
        weights[*_ends(one, other), edge["l"]] += edge["weight"]
    return list(graph), weights


def read_dl(data: bytes) -> Read:
    lines = iter(data.decode("utf-8").splitlines())
    sizes = dict(part.split("=") for part in next(lines).split() if "=" in part)
    rows, columns = int(sizes.get("NR", sizes.get("N", 0))), int(sizes.get("NC", sizes.get("N", 0)))
    names: dict[str, list[str]] = {}
    for line in lines:
        if line == "DATA:":
            break
        if line.endswith("LABELS:"):
            found = names.setdefault(line.split()[0], [])
        else:
            found.extend(shlex.split(line))
    row_names = names.get("ROW", names.get("LABELS:", []))
    column_names = names.get("COLUMN", row_names)
    assert (len(row_names), len(column_names)) == (rows, columns)
    weights: Weights = defaultdict(float)
    for relation in names["MATRIX"]:
        for row in range(rows):
            for column, value in enumerate(next(lines).split()):
                if float(value) and ("NR" in sizes or row < column):
                    weights[*_ends(row_names[row], column_names[column]), relation] += float(value)
    return row_names + (column_names if "NR" in sizes else []), weights


def read_vosviewer(data: bytes) -> Read:
    network = json.loads(data)["network"]
    names = {item["id"]: item["label"] for item in network["items"]}
    return list(names.values()), {
        (*_ends(names[link["source_id"]], names[link["target_id"]]), ""): link["strength"]
        for link in network["links"]
    }


def read_csv(data: bytes) -> Read:
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
    nodes = dict.fromkeys(
        (row[end], row[f"{end}_label"]) for row in rows for end in ("from", "to") if row[end]
    )
    weights: Weights = defaultdict(float)
    for row in rows:
        if row["to"]:
            weights[*_ends(row["from_label"], row["to_label"]), row["relation"]] += float(row["weight"])
    return [label for _, label in nodes], weights


READERS: dict[str, Callable[[bytes], Read]] = {
    "pajek": read_pajek,
    "dl": read_dl,
    "vosviewer": read_vosviewer,
    "csv": read_csv,
}


def _ends(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def weights_of(graph: AnyGraph, *, relations: bool) -> Weights:
    found: Weights = defaultdict(float)
    for one, other, edge in graph.edges(data=True):
        labels = _ends(graph.nodes[one]["label"], graph.nodes[other]["label"])
        found[*labels, (edge.get("stance_class") or edge["aggregation"]) if relations else ""] += edge[
            "weight"
        ]
    return found


def approximately(weights: Weights) -> object:
    return pytest.approx({key: float(weight) for key, weight in weights.items()})


@pytest.mark.parametrize("name", READERS)
def test_labels_relations_and_parallel_edges_are_read_back(name: str) -> None:
    graph = two_mode(Incidence.from_rows(consultation_rows()))
    labels, weights = READERS[name](WRITERS[name](graph))
    assert sorted(labels) == sorted(data["label"] for _, data in graph.nodes(data=True))
    assert dict(weights) == approximately(weights_of(graph, relations=name != "vosviewer"))


@pytest.mark.parametrize("name", READERS)
def test_a_one_mode_network_is_read_back_with_nodes_that_have_no_edge(name: str) -> None:
    said = [("Å", "x", True), ("B", "x", True), ("Å", "y", True), ("C", "y", False), ("D", "z", True)]
    events = Events.of(Event(f"urn:s{number}", *each) for number, each in enumerate(said))
    graph = one_mode(events, "ignore", "average").graph()
    labels, weights = READERS[name](WRITERS[name](graph))
    assert sorted(labels) == ["B", "C", "D", "Å"]
    assert dict(weights) == approximately(weights_of(graph, relations=name != "vosviewer"))


LABELS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters='"\\'),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25)
@given(labels=st.lists(LABELS, min_size=2, max_size=4, unique=True), name=st.sampled_from(sorted(READERS)))
def test_any_label_is_read_back(labels: list[str], name: str) -> None:
    attributes = {f"n{number}": {"label": label} for number, label in enumerate(labels)}
    rows = [Event(f"s{number}", f"n{number}", "x", True) for number in range(len(labels))]
    graph = one_mode(Events.of(rows, attributes=attributes)).graph()
    found, weights = READERS[name](WRITERS[name](graph))
    assert sorted(found) == sorted(labels)
    assert len(weights) == graph.number_of_edges()


@pytest.mark.parametrize("name", ["pajek", "dl", "vosviewer"])
def test_nodes_of_one_name_stay_apart_and_marks_cannot_break_out(name: str) -> None:
    attributes = {"a": {"label": 'Al "1"\n*Edges'}, "b": {"label": "Al '1' *Edges"}}
    rows = [Event("s1", "a", "x", True), Event("s2", "b", "x", True)]
    labels, weights = READERS[name](WRITERS[name](one_mode(Events.of(rows, attributes=attributes)).graph()))
    assert sorted(labels) == ["Al '1' *Edges", "Al '1' *Edges (2)"]
    assert len(weights) == 1


def test_vosviewer_takes_no_negative_weights() -> None:
    events = Events.of([Event("s1", "A", "x", True), Event("s2", "B", "x", False)])
    with pytest.raises(ExportError) as caught:
        WRITERS["vosviewer"](one_mode(events, "subtract").graph())
    assert caught.value.code == "export.vosviewer"


def test_a_matrix_that_no_program_could_open_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysts, "_DL_CELLS", 3)
    with pytest.raises(ExportError) as caught:
        WRITERS["dl"](affiliation(Events.of([Event(f"s{n}", f"A{n}", f"x{n}") for n in range(2)])).graph())
    assert caught.value.code == "export.dl"


@pytest.mark.parametrize("name", READERS)
def test_an_empty_network_is_a_file(name: str) -> None:
    assert READERS[name](WRITERS[name](two_mode(Incidence.from_rows([])))) == ([], {})
