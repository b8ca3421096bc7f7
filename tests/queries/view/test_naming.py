"""Names that several actors share, told apart in the same way everywhere."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from hypothesis import given
from hypothesis import strategies as some

from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.queries.view import site
from remissgraf.queries.view.naming import told_apart

from .pages import data_of

IRIS = some.text("ab/-", min_size=1, max_size=12).map(lambda end: f"https://example.org/{end}")


@given(some.dictionaries(IRIS, some.sampled_from(["Privatperson", "Ljus AB", ""]), max_size=12))
def test_no_two_have_the_same_name_and_those_alone_keep_theirs(named: dict[str, str]) -> None:
    found = told_apart(named.items())
    assert len(set(found.values())) == len(named)
    labels = list(named.values())
    for iri, label in named.items():
        assert found[iri].startswith(label)
        assert (found[iri] == label) == (labels.count(label) == 1)


def test_private_persons_have_one_name_each_on_every_page(built_persons: Path) -> None:
    pages = site(open_workspace(built_persons), lang="sv")
    found = {}
    for name in ("network.html", "matrix.html", "matrix-topic.html"):
        data = data_of(pages[PurePosixPath(name)]())
        found[name] = {node["key"].rpartition("/")[2]: node["name"] for node in data["nodes"]}
    persons = {key: label for key, label in found["network.html"].items() if key.startswith("person-")}
    assert len(set(persons.values())) == len(persons) == 3
    assert all(re.fullmatch(r"Privatperson \(\w{4,}\)", label) for label in persons.values())
    for names in found.values():
        assert {key: names[key] for key in names.keys() & persons.keys()} == {
            key: persons[key] for key in names.keys() & persons.keys()
        }
    assert not set(persons.values()) & {
        silent["name"] for silent in data_of(pages[PurePosixPath("matrix.html")]())["silent"]
    }
