"""Part by part and by what changed, reasoning gives what it gives at once, for random ontologies and facts of two responses."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from remissgraf.errors import OntologyError
from remissgraf.graph.reason import Axioms, close_ontology, compile_axioms, make_plan
from remissgraf.graph.reason.facts import graph_of
from remissgraf.graph.reason.patterns import Triple

from .oracle import PREFIXES
from .partwise import BASE, LAYOUT, at_once, gathered, revised, triples_of
from .random_ontologies import AXIOM

# Two things of each of two responses, and two shared ones, in place of d:w … d:z.
OWN = {
    "d:w": f"<{BASE}response/c/1>",
    "d:x": f"<{BASE}response/c/1/statement/x>",
    "d:y": f"<{BASE}response/c/2>",
    "d:z": f"<{BASE}actor/z>",
}
THINGS = st.sampled_from(sorted({*OWN.values(), f"<{BASE}response/c/2/statement/x>", f"<{BASE}actor/y>"}))
V = "https://example.org/ontology/"
KIND = f"<{ox.NamedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type').value}>"
FACT = st.one_of(
    st.tuples(THINGS, st.just(KIND), st.sampled_from([f"<{V}{name}>" for name in "ABCD"])),
    st.tuples(
        THINGS, st.sampled_from([f"<{V}{name}>" for name in "pqr"]), st.one_of(THINGS, st.just('"text"'))
    ),
)
FACTS = st.frozensets(FACT, max_size=5)
GRAPHS = st.fixed_dictionaries(
    {f"{BASE}graph/response/c/1": FACTS, f"{BASE}graph/response/c/2": FACTS, f"{BASE}graph/vocabulary": FACTS}
)


# Equality needs everything at once, and has its own tests.
TOGETHER = ("Functional", "hasKey", "ardinality", "AllDifferent", "oneOf")
APART = AXIOM.filter(lambda text: not any(word in text for word in TOGETHER))


def compiled(axioms: list[str]) -> Axioms:
    text = "\n".join(axioms)
    for short, full in OWN.items():
        text = text.replace(short, full)
    try:
        return compile_axioms(close_ontology([PREFIXES + text]))
    except OntologyError:
        assume(False)
        raise


def apart(graphs: Mapping[str, frozenset[Triple]]) -> dict[str, frozenset[Triple]]:
    """Each triple in one graph, the first, as in canonical data."""
    seen: set[Triple] = set()
    found: dict[str, frozenset[Triple]] = {}
    for graph, triples in graphs.items():
        found[graph] = triples - seen
        seen |= triples
    return found


QUICK = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(st.lists(APART, min_size=1, max_size=6), GRAPHS, st.lists(GRAPHS, min_size=1, max_size=4))
def test_any_sequence_of_changes_gives_what_reasoning_from_nothing_gives(
    texts: list[str], first: dict[str, frozenset[Triple]], later: list[dict[str, frozenset[Triple]]]
) -> None:
    axioms = compiled(texts)
    assume(make_plan(axioms) is not None)
    graphs = apart(first)
    working = gathered(axioms, graphs)
    assert triples_of(working) == at_once(axioms, graphs)
    for following in map(apart, later):
        working = revised(working, graphs, following)
        graphs = following
        assert working.store.dump() == gathered(axioms, graphs).store.dump()


def test_what_follows_stands_with_the_resource_that_it_is_about() -> None:
    axioms = compile_axioms(close_ontology([PREFIXES + ":p rdfs:range :A ; rdfs:domain :B ."]))
    one, actor = OWN["d:w"], OWN["d:z"]
    working = gathered(axioms, {f"{BASE}graph/response/c/1": frozenset({(one, f"<{V}p>", actor)})})
    placed = {graph_of(quad): str(quad.triple) for quad in working.store.quads()}
    assert placed[f"{BASE}graph/inferred/response/c/1"] == f"{one} {KIND} <{V}B>"
    assert placed[LAYOUT.shared] == f"{actor} {KIND} <{V}A>"
    # What goes with a response goes with its graph, and the graph's name with it.
    after = revised(working, {f"{BASE}graph/response/c/1": frozenset({(one, f"<{V}p>", actor)})}, {})
    assert after.store.graphs() == ()
