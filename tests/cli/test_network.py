"""`remissgraf network` as a user meets it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from remissgraf.cli import networking
from remissgraf.cli.commands.network import command
from remissgraf.cli.main import cli
from remissgraf.errors import NetworkError, RemissgrafError
from remissgraf.queries.discourse import UNITS
from remissgraf.queries.figures.page import PICTURES
from remissgraf.queries.networks import affiliation, onemode
from remissgraf.queries.networks.communities import METHODS
from remissgraf.queries.networks.duplicates import DUPLICATES
from remissgraf.queries.networks.palette import polarity_looks
from remissgraf.queries.networks.windows import KERNELS
from remissgraf.queries.networks.windows import UNITS as TIME_UNITS
from remissgraf.queries.networks.writers import WRITERS


def network(workspace: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["network", "-w", str(workspace), *map(str, arguments)])


def rows(done: Result) -> list[dict[str, str]]:
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout, newline="")))


def test_the_choices_offered_are_those_there_are() -> None:
    choices = {
        option.name: list(option.type.choices) for option in command.params if hasattr(option.type, "choices")
    }
    assert choices["unit"] == list(UNITS)
    assert choices["aggregation"] == [*onemode.AGGREGATIONS, "combine", "both"]
    assert set(choices["aggregation"]) == {*onemode.AGGREGATIONS, *affiliation.AFFILIATIONS, "both"}
    assert choices["normalization"] == [*onemode.NORMALIZATIONS, *affiliation.NORMALIZATIONS[1:]]
    assert choices["duplicates"] == list(DUPLICATES)
    assert choices["time_unit"] == list(TIME_UNITS)
    assert choices["kernel"] == list(KERNELS)
    assert choices["communities"] == list(METHODS)
    assert choices["figure"] == list(networking.FIGURES)
    assert choices["form"] == [*WRITERS, *PICTURES]


def test_every_tie_of_a_network_leads_to_statements_of_the_graph(built_example: Path) -> None:
    listed = rows(network(built_example, "events", "--format", "csv", "-o", "-"))
    known = {row["statement"]: row for row in listed}
    ties = [row for row in rows(network(built_example, "actors", "--format", "csv", "-o", "-")) if row["to"]]
    assert ties
    for tie in ties:
        behind = [known[statement] for statement in tie["statements"].split()]
        assert {row["first"] for row in behind} == {tie["from"], tie["to"]}
        assert {row["second_label"] for row in behind} == set(tie["units"].split("; "))
        assert all(row["quote"] for row in behind)


def test_agreement_and_conflict_are_all_that_actors_say_of_the_same_claims(built_example: Path) -> None:
    def weights(aggregation: str) -> dict[tuple[str, str], float]:
        done = network(
            built_example, "actors", "--aggregation", aggregation, "--include", "qualifier=true",
            "--include", "qualifier=false", "--duplicates", "include", "--format", "csv", "-o", "-",
        )  # fmt: skip
        return {(row["from"], row["to"]): float(row["weight"]) for row in rows(done) if row["to"]}

    ignore, congruence, conflict = map(weights, ("ignore", "congruence", "conflict"))
    assert conflict
    assert ignore == {
        pair: congruence.get(pair, 0) + conflict.get(pair, 0) for pair in congruence.keys() | conflict.keys()
    }


@pytest.mark.parametrize("kind", ["actors", "units", "affiliation"])
def test_the_file_holds_the_letters_and_can_be_read(built_example: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "nät.graphml"
    done = network(built_example, kind, "-o", target)
    assert done.exit_code == 0, done.output
    graph = nx.read_graphml(target)
    assert graph.number_of_edges() > 0
    assert any("ä" in data["label"] for _, data in graph.nodes(data=True))


def test_units_roll_up_to_the_roots_of_their_tree(built_example: Path) -> None:
    found = rows(
        network(
            built_example, "affiliation", "--unit", "chapter", "--depth", "1", "--format", "csv", "-o", "-"
        )
    )
    assert {row["to_kind"] for row in found} == {"strategy"}
    deeper = rows(
        network(
            built_example, "affiliation", "--unit", "chapter", "--depth", "2", "--format", "csv", "-o", "-"
        )
    )
    assert {row["to_kind"] for row in deeper} == {"strategy", "chapter"}


def test_actors_roll_up_to_their_type(built_example: Path) -> None:
    found = rows(network(built_example, "affiliation", "--actors-as", "type", "--format", "csv", "-o", "-"))
    assert {row["from_kind"] for row in found} == {"type"}
    assert "Kommun" in {row["from_label"] for row in found}
    some = rows(
        network(built_example, "events", "--actors-as", "type", "--include", "type=Kommun", "-o", "-")
    )
    assert {row["first_label"] for row in some} == {"Kommun"}


def test_filters_by_value_and_by_sparql(built_example: Path, tmp_path: Path) -> None:
    everything = rows(network(built_example, "events", "--format", "csv", "-o", "-"))
    one = rows(
        network(built_example, "events", "--include", "actor=norrviks kommun", "--format", "csv", "-o", "-")
    )
    others = rows(
        network(built_example, "events", "--exclude", "actor=Norrviks kommun", "--format", "csv", "-o", "-")
    )
    assert 0 < len(one) < len(everything) == len(one) + len(others)
    query = tmp_path / "proposals.rq"
    query.write_text(
        'SELECT ?statement { ?statement rg:hasStance ?stance . ?stance rg:stanceClass "Proposes" }',
        encoding="utf-8",
    )
    some = rows(network(built_example, "events", "--only", query, "--format", "csv", "-o", "-"))
    assert 0 < len(some) < len(everything)


def test_time_is_cut_by_whole_days(built_example: Path, tmp_path: Path) -> None:
    def times(*bounds: str) -> list[str]:
        return [row["time"][:10] for row in rows(network(built_example, "events", *bounds, "-o", "-"))]

    days = sorted(filter(None, times()))
    middle = days[len(days) // 2]
    assert days[0] < middle < days[-1]
    assert times("--since", middle) == [day for day in days if day >= middle]
    assert times("--since", middle, "--until", middle) == [day for day in days if day == middle]
    window = ("actors", "--window", "1", "--since", middle, "--until", middle, "-o", tmp_path / "w.graphml")
    done = network(built_example, *window)
    assert [path.name for path in tmp_path.iterdir()] == [f"w.0001.{middle}T0000.graphml"], done.output


def test_a_file_is_of_the_format_that_its_name_says(built_example: Path, tmp_path: Path) -> None:
    begins = {
        "gexf": b"<?xml",
        "csv": b"from,",
        "json": b"{",
        "cyjs": b"{",
        "net": b"*Vertices",
        "dl": b"DL",
        "txt": b"<?xml",
    }
    for suffix, begin in begins.items():
        target = tmp_path / f"x.{suffix}"
        assert network(built_example, "actors", "-o", target).exit_code == 0
        assert target.read_bytes().startswith(begin), suffix
    assert b"<gexf" in (tmp_path / "x.gexf").read_bytes()
    assert network(built_example, "actors", "--format", "dl", "-o", tmp_path / "y.csv").exit_code == 0
    assert (tmp_path / "y.csv").read_bytes().startswith(b"DL")


def test_both_sides_are_parallel_ties(built_example: Path, tmp_path: Path) -> None:
    def ties(side: str) -> list[tuple[str, ...]]:
        found = rows(network(built_example, "actors", "--aggregation", side, "--format", "csv", "-o", "-"))
        return sorted((row["from"], row["to"], row["polarity"], row["weight"]) for row in found if row["to"])

    assert ties("both") == sorted(ties("congruence") + ties("conflict"))
    for name in ("both.graphml", "both.dl"):
        done = network(built_example, "actors", "--aggregation", "both", "-o", tmp_path / name)
        assert done.exit_code == 0, done.output
    read = nx.read_graphml(tmp_path / "both.graphml", edge_key_type=str, force_multigraph=True)
    pairs = Counter(frozenset(pair) for pair in read.edges())
    assert 2 in pairs.values()
    assert {data["color"] for _, _, data in read.edges(data=True)} == {
        polarity_looks()[side].light for side in ("positive", "negative")
    }
    assert "NM=2" in (tmp_path / "both.dl").read_text(encoding="utf-8")
    done = network(
        built_example, "actors", "--aggregation", "both", "--window", "15", "-o", tmp_path / "w.csv"
    )
    assert done.exit_code == 0, done.output
    affiliated = network(built_example, "affiliation", "--aggregation", "both", "-o", tmp_path / "x.csv")
    assert isinstance(affiliated.exception, NetworkError)


def test_measures_are_printed(built_example: Path) -> None:
    done = network(built_example, "actors", "--measures", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "Norrviks kommun" in done.stdout
    for figure in (
        "betweenness",
        "modularity",
        "stability",
        "core",
        "share of agreement",
        "Units that carry",
    ):
        assert figure in done.stdout


def test_the_backbone_is_the_ties_that_stand_out(built_example: Path) -> None:
    def ties(*options: str) -> set[tuple[str, str]]:
        found = rows(network(built_example, "actors", *options, "--format", "csv", "-o", "-"))
        assert found
        return {(row["from"], row["to"]) for row in found if row["to"]}

    assert ties("--backbone", "1") == ties()
    assert ties("--backbone", "0.3") < ties()
    assert network(built_example, "actors", "--backbone", "0", "-o", "-").exit_code == 2


def test_windows_are_files_of_their_own_with_the_same_nodes(built_example: Path, tmp_path: Path) -> None:
    done = network(
        built_example, "actors", "--window", "15", "--kernel", "triangular", "-o", tmp_path / "nät.graphml"
    )
    assert done.exit_code == 0, done.output
    files = sorted(tmp_path.iterdir())
    assert files
    assert files[0].name.startswith("nät.0001.2025-")
    assert len({frozenset(nx.read_graphml(file)) for file in files}) == 1


@pytest.mark.parametrize(
    ("arguments", "beginning"),
    [
        (["actors", "-o", "x.svg"], b"<?xml"),
        (["affiliation", "--aggregation", "combine", "--format", "png", "-o", "x"], b"\x89PNG"),
        (["units", "--figure", "bars", "-o", "x.pdf"], b"%PDF"),
        (["actors", "--figure", "heatmap", "-o", "x.svg"], b"<?xml"),
        (["units", "--figure", "dendrogram", "-o", "x.SVG"], b"<?xml"),
    ],
)
def test_pictures_are_written(
    built_example: Path, tmp_path: Path, arguments: list[str], beginning: bytes
) -> None:
    target = tmp_path / arguments[-1]
    done = network(built_example, *arguments[:-1], target)
    assert done.exit_code == 0, done.output
    assert target.read_bytes().startswith(beginning)


@pytest.mark.parametrize(
    ("options", "words", "never"),
    [
        (["actors"], {"agreement"}, "alike"),
        (["actors", "--unit", "topic"], {"alike"}, "agreement"),
        (["actors", "--qualifier", "polarity"], {"alike"}, "agreement"),
        (["affiliation", "--aggregation", "subtract"], {"for", "against"}, "positive"),
        (["units", "--qualifier", "polarity", "--figure", "bars"], {"positive", "negative"}, "for"),
    ],
)
def test_only_claims_with_sides_are_called_agreement(
    built_example: Path, tmp_path: Path, options: list[str], words: set[str], never: str
) -> None:
    target = tmp_path / "x.svg"
    done = network(built_example, *options, "--lang", "en", "-o", target)
    assert done.exit_code == 0, done.output
    written = re.findall(r"<text[^>]*>([^<]*)</text>", target.read_text(encoding="utf-8"))
    assert words <= set(written)
    assert never not in written


def test_a_window_wider_than_all_the_time_is_told(built_example: Path, tmp_path: Path) -> None:
    done = network(built_example, "actors", "--window", "9", "--time-unit", "years", "-o", tmp_path / "x.csv")
    assert done.exit_code == 0
    assert "than one window is wide" in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_node_stands_in_one_place_in_the_pictures_of_all_windows(
    built_example: Path, tmp_path: Path
) -> None:
    target = tmp_path / "tid.svg"
    assert network(built_example, "actors", "--window", "20", "-o", target).exit_code == 0
    pictures = [file.read_text(encoding="utf-8") for file in sorted(tmp_path.iterdir())]
    assert len(pictures) > 1
    assert all("Norrviks kommun" in picture for picture in pictures)
    # The ring of markers: each is drawn where it was, whatever its size.
    spots = [
        sorted(re.findall(r'<use xlink:href="[^"]+" x="([0-9.]+)" y="([0-9.]+)"', one)) for one in pictures
    ]
    shared = set(spots[0]).intersection(*map(set, spots))
    assert len(shared) >= 10


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["actors"], "-o FILE"),
        (["actors", "--figure", "bars", "-o", "x.csv"], "svg"),
        (["affiliation", "--figure", "heatmap", "-o", "x.svg"], "actors or units"),
        (["events", "-o", "x.svg"], "another KIND"),
        (["actors", "--kernel", "uniform", "-o", "x"], "--window"),
        (["actors", "--window", "3", "--measures"], "one network"),
        (["actors", "--window", "3", "-o", "-"], "several files"),
        (["actors", "--include", "Kommun", "-o", "x"], "WHAT=VALUE"),
        (["actors", "--depth", "1", "-o", "x"], "topic or chapter"),
        (["actors", "--aggregation", "both", "-o", "x.svg"], "network files"),
        (["actors", "--aggregation", "both", "--measures"], "network files"),
        (["actors", "--since", "2026-02-30", "-o", "x"], "2026-02-30"),
        (["actors", "--since", "2026-03-02", "--until", "2026-03-01", "-o", "x"], "before --since"),
    ],
)
def test_wrong_usage_is_said(built_example: Path, arguments: list[str], says: str) -> None:
    done = network(built_example, *arguments)
    assert done.exit_code == 2
    assert says in done.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["events", "--format", "gexf", "-o", "x"], "--format csv"),
        (["events", "--window", "3", "-o", "x"], "by window"),
        (["actors", "--window", "3", "--time-unit", "minutes", "-o", "x"], "5 000 networks"),
        (["actors", "--window", "3", "--figure", "bars", "--format", "svg", "-o", "x"], "networks alone"),
        (["affiliation", "--aggregation", "congruence", "-o", "x"], "two-mode"),
        (
            ["actors", "--aggregation", "conflict", "--figure", "heatmap", "--format", "svg", "-o", "x"],
            "not alike",
        ),
        (["affiliation", "--aggregation", "combine", "--backbone", "0.5", "-o", "x"], "name sides"),
        (["affiliation", "--aggregation", "combine", "--measures", "-o", "x"], "name sides"),
        (["actors", "--include", "type=Komun", "-o", "x"], "Kommun"),
        (["actors", "--include", "colour=red", "-o", "x"], "property"),
        (["actors", "--exclude", "actor=O'Brien'); DROP", "-o", "x"], "O'Brien"),
    ],
)
def test_what_cannot_be_computed_is_said_and_nothing_written(
    built_example: Path, tmp_path: Path, arguments: list[str], says: str
) -> None:
    target = tmp_path / "x"
    done = network(built_example, *[str(target) if part == "x" else part for part in arguments])
    assert isinstance(done.exception, NetworkError)
    assert says in str(done.exception)
    assert not target.exists()


def test_a_filter_that_is_no_query_is_said(built_example: Path, tmp_path: Path) -> None:
    for text, encoding in (("ASK {}", "utf-8"), ("SELECT", "utf-8"), ("ÅSK {}", "utf-16")):
        query = tmp_path / "filter.rq"
        query.write_text(text, encoding=encoding)
        done = network(built_example, "actors", "--only", query, "-o", tmp_path / "x.csv")
        assert isinstance(done.exception, RemissgrafError)
