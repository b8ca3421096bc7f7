"""An overall position of the example explained down to the quote, as a tree and as JSON."""

from __future__ import annotations

import json
import re

import pyoxigraph as ox
import pytest

from remissgraf.graph.reason.explain import Explainer, Explanation
from remissgraf.graph.trace import Tracer
from remissgraf.graph.workspace.axioms import project_axioms
from remissgraf.graph.workspace.opened import Opened
from remissgraf.ontology.load import load_rules
from remissgraf.ontology.namespaces import is_inferred
from remissgraf.queries.proofs import render_proof
from remissgraf.queries.triples import read_triple

QUOTE = "Mot den bakgrunden tillstyrks att strategin läggs till grund för det fortsatta arbetet."
POSITION = """SELECT ?node { ?node rg:positionOf ?actor ; rg:positionOn ?strategy ; rg:positionValue position:tillstyrker .
  ?actor skos:prefLabel "Norrviks kommun"@sv . ?strategy a rg:Strategy }"""


@pytest.fixture(scope="module")
def explainer(opened_example: Opened) -> Explainer:
    return Explainer(opened_example.store, project_axioms(opened_example.config), load_rules())


@pytest.fixture(scope="module")
def position(opened_example: Opened, explainer: Explainer) -> Explanation:
    answer = opened_example.store.query(POSITION)
    assert isinstance(answer, ox.QuerySolutions)
    (node,) = (str(row["node"]) for row in answer)
    base = opened_example.config.base
    found = explainer.explain(
        read_triple(opened_example.store, base, node, "rg:positionValue", "position:tillstyrker")
    )
    assert found is not None
    return found


def shown(opened: Opened, found: Explanation, form: str, lang: str) -> str:
    return render_proof(found, Tracer(opened.store), form, base=opened.config.base, lang=lang)


def test_a_position_leads_to_the_quote(opened_example: Opened, position: Explanation) -> None:
    text = shown(opened_example, position, "text", "en")
    assert "by the rule r3-overall-positions: Overall positions" in text
    assert "?anyNo = 0" in text
    assert "?anyYes = 1" in text
    assert "by the rule r1-counted: What counts" in text
    assert "FILTER NOT EXISTS { ?newer rg:replaces response/" in text
    number = re.search(r"rg:madeBy actor/norrviks-kommun \[(\d+)\]", text)
    assert number is not None
    assert re.search(
        rf"^\[{number[1]}\] responses/01_norrviks-kommun\.md, \d+–\d+: ”{QUOTE}”$", text, re.MULTILINE
    )


def test_the_tree_speaks_swedish(opened_example: Opened, position: Explanation) -> None:
    text = shown(opened_example, position, "text", "sv")
    assert "enligt regeln r3-overall-positions: Samlade ståndpunkter" in text
    assert "by the" not in text


def test_json_has_steps_sources_and_quote(opened_example: Opened, position: Explanation) -> None:
    whole = json.loads(shown(opened_example, position, "json", "en"))
    assert whole["goal"] == list(position.goal)
    assert whole["steps"][-1]["rule"] == "r3-overall-positions"
    known = {tuple(entry["triple"]) for entry in whole["asserted"]}
    for step in whole["steps"]:
        assert all(tuple(premise) in known for premise in step["premises"])
        known.add(tuple(step["conclusion"]))
    sources = [source for entry in whole["asserted"] for source in entry["sources"]]
    assert all(entry["sources"] for entry in whole["asserted"])
    assert any(
        source.get("quote") == QUOTE and source["end"] - source["start"] == len(QUOTE) for source in sources
    )


def test_what_was_shown_is_not_shown_again(opened_example: Opened, explainer: Explainer) -> None:
    rows = opened_example.store.query(
        "SELECT ?x ?y { ?x rg:targetsWithin ?y FILTER NOT EXISTS { ?x rg:targets ?y } }"
    )
    assert isinstance(rows, ox.QuerySolutions)
    row = next(iter(rows))
    base = opened_example.config.base
    goal = read_triple(opened_example.store, base, str(row["x"]), "rg:targetsWithin", str(row["y"]))
    found = explainer.explain(goal)
    assert found is not None
    text = shown(opened_example, found, "text", "en")
    assert text.count("property chain: rg:targetsWithin") == 1


def test_an_asserted_triple_is_its_source(opened_example: Opened, explainer: Explainer) -> None:
    base = opened_example.config.base
    goal = read_triple(
        opened_example.store, base, "actor/norrviks-kommun", "skos:prefLabel", "Norrviks kommun"
    )
    found = explainer.explain(goal)
    assert found is not None
    assert shown(opened_example, found, "text", "en").split("\n") == [
        'actor/norrviks-kommun skos:prefLabel "Norrviks kommun"@sv [1]',
        "",
        "[1] vocabulary",
        "",
    ]


def test_everything_that_the_example_infers_can_be_explained(
    opened_example: Opened, explainer: Explainer
) -> None:
    inferred = sorted(
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in opened_example.store.quads()
        if isinstance(quad.graph_name, ox.NamedNode) and is_inferred(quad.graph_name.value)
    )
    assert len(inferred) > 1_000
    for goal in inferred[::23]:
        found = explainer.explain(goal)
        assert found is not None
        assert found.steps
        assert all(explainer.asserted(leaf) for leaf in found.leaves())
