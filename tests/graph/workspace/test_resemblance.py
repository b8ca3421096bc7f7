"""Campaigns and copies in a built workspace: recorded, told, and counted as the domain says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.config import CONFIG_NAME, STATE_NAME
from remissgraf.graph.workspace.create import create
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.graph.workspace.register import STATUSES, UNCOUNTED
from remissgraf.graph.workspace.state import State
from remissgraf.ontology.load import load_ontology
from remissgraf.ontology.namespaces import PREFIXES
from remissgraf.queries import library
from remissgraf.queries.run import run

# Over sixty words that several senders could have been given to sign.
TEXT = """\
Till Skärgårdsutredningen

Från: {sender}

# Yttrande över strategin

Vi avstyrker förslaget om indragna turer. Båtarna är den enda vägen till skolan, affären och läkaren för dem som bor
längst ut, och varje tur som försvinner gör vardagen svårare. Under den mörka årstiden ställs många turer in redan i dag.
Vi föreslår att staten tar ansvar för trafiken, och att varje ny tidtabell prövas tillsammans med dem som ska leva efter den.
{more}
"""
SHORT = "Från: {sender}\n\n# Yttrande\n\nVi har inget att erinra mot förslaget.\n"


def made(root: Path, files: Mapping[str, str], register: str = "") -> Path:
    create(root)
    for name, text in files.items():
        (root / "responses" / name).write_text(text, encoding="utf-8")
    if register:
        (root / "register.csv").write_text(register, encoding="utf-8")
        config = (root / CONFIG_NAME).read_text("utf-8").replace('# register = "', 'register = "')
        (root / CONFIG_NAME).write_text(config, encoding="utf-8")
    return root


def pairs(root: Path, predicate: str) -> set[tuple[str, str]]:
    answer = open_workspace(root).store.query(f"SELECT ?a ?b {{ ?a {predicate} ?b }}")
    assert isinstance(answer, ox.QuerySolutions)
    return {(tail(row["a"]), tail(row["b"])) for row in answer}


def tail(term: object) -> str:
    return str(getattr(term, "value", term)).rpartition("/")[2]


def counted(store: OxigraphStore) -> set[str]:
    answer = store.query("SELECT ?response { ?response a rg:CountedResponse }")
    assert isinstance(answer, ox.QuerySolutions)
    return {tail(row["response"]) for row in answer}


CAMPAIGN = {
    "a.md": TEXT.format(sender="Norrskärs byalag", more=""),
    "b.md": TEXT.format(sender="Ramsö båtklubb", more="Våra barn åker båt till skolan varje dag."),
    "c.md": TEXT.format(sender="Sälgrunds fiskevårdsförening", more=""),
    "d.md": SHORT.format(sender="Hjo kommun"),
    "e.md": SHORT.format(sender="Åre kommun"),
}


def test_a_campaign_is_recorded_told_and_each_sender_counts(tmp_path: Path) -> None:
    root = made(tmp_path / "w", CAMPAIGN)
    report = build(root)
    told = [(name, text) for name, text in report.warnings if "campaign" in text]
    assert [name for name, _ in told] == ["responses/a.md"]
    assert "3 responses of 3 senders" in told[0][1]
    opened = open_workspace(root)
    rows = list(run(opened.store, library.get("campaigns")).dicts())
    assert [(row["source"], row["responses"], row["actors"]) for row in rows] == [
        ("responses/a.md", "3", "3")
    ]
    assert 0.6 <= float(rows[0]["similarity"] or 0) < 1
    assert {pair[0] for pair in pairs(root, "rg:inCampaign")} == {"a.md", "b.md", "c.md"}
    assert pairs(root, "rg:repeats") == {("b.md", "a.md"), ("c.md", "a.md")}
    assert counted(opened.store) == {"a.md", "b.md", "c.md", "d.md", "e.md"}
    # How introduction.md says that a campaign is counted once.
    once = opened.store.query(
        "SELECT ?response { ?response a rg:CountedResponse FILTER NOT EXISTS { ?response rg:repeats ?exemplar } }"
    )
    assert {tail(row["response"]) for row in once} == {"a.md", "d.md", "e.md"}  # type: ignore[union-attr]  # it is a SELECT


def test_the_campaign_goes_with_its_members(tmp_path: Path) -> None:
    root = made(tmp_path / "w", CAMPAIGN)
    build(root)
    (root / "responses" / "a.md").unlink()
    build(root)
    assert pairs(root, "rg:repeats") == {("c.md", "b.md")}
    (root / "responses" / "c.md").unlink()
    report = build(root)
    assert not pairs(root, "rg:inCampaign")
    assert not [text for _, text in report.warnings if "campaign" in text]


def test_the_same_respondents_same_text_counts_once(tmp_path: Path) -> None:
    root = made(
        tmp_path / "w",
        {
            "a.md": TEXT.format(sender="Norrskärs byalag", more=""),
            "b.md": TEXT.format(sender="Norrskärs byalag", more=""),
            "c.md": TEXT.format(sender="Norrskärs byalag", more="Vi har skrivit till er förut om vintern."),
            "d.md": SHORT.format(sender="Hjo kommun"),
            "e.md": SHORT.format(sender="Hjo kommun"),
        },
    )
    report = build(root)
    assert pairs(root, "rg:duplicateOf") == {("b.md", "a.md"), ("e.md", "d.md")}
    assert pairs(root, "rg:nearDuplicateOf") == {("c.md", "a.md")}
    assert not pairs(root, "rg:inCampaign")
    assert counted(open_workspace(root).store) == {"a.md", "c.md", "d.md"}
    told = dict(report.warnings)
    assert "not counted twice" in told["responses/b.md"]
    assert "both are counted" in told["responses/c.md"]


def test_a_draft_does_not_take_the_count_of_the_decided_response(tmp_path: Path) -> None:
    text = TEXT.format(sender="Norrskärs byalag", more="")
    root = made(tmp_path / "w", {"a.md": text, "b.md": text}, "file,status\na.md,draft\n")
    build(root)
    assert not pairs(root, "rg:duplicateOf")
    assert counted(open_workspace(root).store) == {"b.md"}


@pytest.mark.parametrize("status", STATUSES)
def test_what_counts_is_what_the_ontology_says(status: str) -> None:
    store = ox.Store()
    store.load(load_ontology()["response-statuses.ttl"].encode(), format=ox.RdfFormat.TURTLE)
    uncounted = store.query(f"ASK {{ status:{status} rg:isCounted false }}", prefixes=PREFIXES)
    assert bool(uncounted) == (status in UNCOUNTED)


@pytest.mark.parametrize("damage", [None, b"", b"{}", b'{"key": 1}', b"\xff\xfe"])
def test_what_was_found_is_kept_and_found_again_after_damage(tmp_path: Path, damage: bytes | None) -> None:
    root = made(tmp_path / "w", CAMPAIGN)
    first = build(root)
    path = State(root / STATE_NAME).resemblance
    kept = path.read_bytes()
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    assert build(root).warnings == first.warnings
    assert path.read_bytes() == kept
    before = path.stat().st_mtime_ns
    assert build(root).warnings == first.warnings
    assert path.stat().st_mtime_ns == before
