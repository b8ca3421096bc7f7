"""Communities of actors: who takes the same side stands together; what was found is kept, without names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from remissgraf.queries.networks.incidence import Incidence
from remissgraf.queries.view import communities
from remissgraf.queries.view.communities import find_communities, kept_communities

from ..networks.samples import consultation_rows, row

CAMPS = Incidence.from_rows(
    row(
        actor=f"urn:{actor}",
        actor_label=actor,
        chapter=f"urn:{chapter}",
        chapter_label=chapter,
        stance_class=stance,
        statement=f"urn:{actor}-{chapter}",
    )
    for actor, stance in (
        ("a", "Approves"),
        ("b", "Concurs"),
        ("c", "Welcomes"),
        ("d", "Rejects"),
        ("e", "Questions"),
    )
    for chapter in ("1", "2", "3")
)


def test_those_who_take_the_same_side_are_one_community() -> None:
    found = find_communities(CAMPS)
    assert found == {"urn:a": 0, "urn:b": 0, "urn:c": 0, "urn:d": 1, "urn:e": 1}
    assert find_communities(CAMPS) == found
    assert find_communities(Incidence.from_rows([])) == {}


def test_what_was_found_is_kept_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cache"
    found = kept_communities(CAMPS, folder)
    (path,) = folder.iterdir()
    written = path.read_text(encoding="utf-8")
    assert "urn:" not in written
    assert json.loads(written)["communities"] == [0, 0, 0, 1, 1]
    monkeypatch.setattr(communities, "find_communities", lambda incidence: pytest.fail("found again"))
    assert kept_communities(CAMPS, folder) == found


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"of": 1}', '{"of": "x", "communities": "abcde"}'])
def test_what_is_damaged_or_of_other_ties_is_found_anew(tmp_path: Path, damage: str) -> None:
    (tmp_path / "communities.json").write_text(damage, encoding="utf-8")
    assert kept_communities(CAMPS, tmp_path) == find_communities(CAMPS)
    kept_communities(Incidence.from_rows(consultation_rows()), tmp_path)
    assert kept_communities(CAMPS, tmp_path) == find_communities(CAMPS)


def test_a_place_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert kept_communities(CAMPS, tmp_path / "file" / "below") == find_communities(CAMPS)
