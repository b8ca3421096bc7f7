"""Contradictions are told with the asserted triples behind them and the sentences that those come from."""

from __future__ import annotations

import pyoxigraph as ox

from remissgraf.graph.inconsistent import tell_inconsistencies
from remissgraf.graph.reason import close_ontology, compile_axioms, materialise
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES

BASE = "https://example.org/"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + f"@prefix : <{BASE}> .\n"
RESPONSE = """
  :graph prov:wasDerivedFrom :svar . :svar rg:filePath "responses/svar.md" .
  :s rg:madeBy :svar ; rg:hasEvidence :p . :svar a rg:Response .
  :p oa:hasSelector :q , :o . :q oa:exact "Nämnden tillstyrker." . :o oa:start 12 ; oa:end 32 .
"""


def told(ontology: str, data: str, lang: str = "en") -> list[str]:
    store = OxigraphStore.memory()
    graph = ox.NamedNode(BASE + "graph")
    quads = ox.parse(HEAD + data, ox.RdfFormat.TURTLE)
    store.extend(ox.Quad(q.subject, q.predicate, q.object, graph) for q in quads)
    axioms = compile_axioms(close_ontology([HEAD + ontology]))
    report = materialise(store, axioms, [], BASE + "graph/inferred")
    return list(tell_inconsistencies(report.inconsistencies, store, axioms, (), lang=lang))


def test_an_inferred_triple_is_traced_to_the_sentence() -> None:
    (text,) = told("rg:madeBy rdfs:range rg:Actor . rg:Actor owl:disjointWith rg:Response .", RESPONSE)
    lines = text.split("\n")
    assert lines[0] == "disjoint classes: rg:Actor rg:Response"
    assert f"  <{BASE}svar> rdf:type rg:Actor" in lines
    ground = lines[lines.index(f"  <{BASE}svar> rdf:type rg:Actor") + 1]
    assert ground.endswith(
        "rg:madeBy <https://example.org/svar>  [responses/svar.md, 12–32: ”Nämnden tillstyrker.”]"
    )
    # What is itself asserted is told with its source alone.
    assert lines[lines.index(f"  <{BASE}svar> rdf:type rg:Response") + 1] == "    ← responses/svar.md"


def test_two_values_where_one_is_allowed() -> None:
    (text,) = told(
        "rg:confidence a owl:FunctionalProperty .", RESPONSE + ":s rg:confidence 0.5, 0.75 .", lang="sv"
    )
    assert text.startswith("egenskap med högst ett värde: rg:confidence")
    assert '"0.5"' in text
    assert '"0.75"' in text
    assert "Nämnden" in text


def test_things_that_cannot_be_the_same() -> None:
    texts = told(
        "rg:madeBy a owl:FunctionalProperty .",
        RESPONSE.replace("rg:madeBy :svar", "rg:madeBy :a, :b") + ":a owl:differentFrom :b .",
    )
    (text,) = (one for one in texts if one.startswith("same thing: owl:differentFrom"))
    for name in "ab":
        assert (
            f"rg:madeBy <https://example.org/{name}>  [responses/svar.md, 12–32: ”Nämnden tillstyrker.”]"
            in text
        )


def test_of_many_only_the_first_are_told_in_full() -> None:
    many = " ".join(f":x{at} a :A , :B ." for at in range(9))
    (text,) = told(":A owl:disjointWith :B .", many)
    assert [f"<{BASE}x{at}> rdf:type" in text for at in range(4)] == [True, True, True, False]
    assert "… and 6 more: https://example.org/x3, " in text


def test_where_nothing_is_wrong_nothing_is_told() -> None:
    assert told(":A owl:disjointWith :B .", ":x a :A .") == []
