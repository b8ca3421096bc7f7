"""Agreement on the example: who is on which side of which claim, and that dissents are on none."""

from __future__ import annotations

from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries.library import get
from remissgraf.queries.result import plain
from remissgraf.queries.run import run


def rows(opened: Opened, name: str) -> list[tuple[str, ...]]:
    return [tuple(plain(value) for value in row) for row in run(opened.store, get(name), {}).rows]


def test_two_who_reject_the_same_thing_agree_and_are_listed_once(opened_example: Opened) -> None:
    found = rows(opened_example, "agreeing-actors")
    assert ("Norrviks kommun", "Region Mälarbygden", "C: ett regionalt förråd", "against") in found
    assert ("Ekens högskola", "Region Mälarbygden", "D: ett kompetensråd", "for") in found
    assert len(found) == len(set(found))
    # A verdict on the strategy is shown as the strategy, not a second time as the claim that it is.
    assert len({subject for _, _, subject, _ in found if subject.startswith("Life science")}) == 1


def test_the_union_is_against_what_others_welcome(opened_example: Opened) -> None:
    found = rows(opened_example, "disagreeing-actors")
    assert ("Ekens högskola", "Fackförbundet Laboratorieanställda", "D: ett kompetensråd") in found
    assert {against for _, against, _ in found} == {"Fackförbundet Laboratorieanställda"}


def test_a_dissent_is_in_the_graph_and_counts_nowhere(opened_example: Opened) -> None:
    ask = "SELECT ?kind { ?said a rg:DissentingStatement ; a ?kind }"
    kinds = {plain(row[0]).rpartition("#")[2] for row in run(opened_example.store, ask, {}).rows}
    assert "DissentingStatement" in kinds
    assert not kinds & {"Statement", "CountedStatement"}


def test_no_statement_agrees_without_a_claim(opened_example: Opened) -> None:
    ask = "SELECT ?s { { ?s rg:agreement ?a } MINUS { ?s rg:expressesClaim ?c } }"
    assert run(opened_example.store, ask, {}).rows == ()
