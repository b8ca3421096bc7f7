"""SPARQL constraints run apart from the other shapes: none is lost, and each finds what breaks it."""

from __future__ import annotations

from remissgraf.graph.constraints import breaches, split_shapes
from remissgraf.ontology.load import load_shapes

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/> .
:S a sh:NodeShape ; sh:targetClass :Animal ; sh:property [ sh:path :name ; sh:minCount 1 ] ;
  sh:sparql [ sh:message "för ung"@sv, "too young"@en ;
    sh:select "SELECT $this ?value { $this <https://example.org/age> ?value FILTER(?value < 1) }" ] .
"""
DATA = """
<https://example.org/Cat> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <https://example.org/Animal> .
<https://example.org/tom> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/Cat> .
<https://example.org/tom> <https://example.org/age> "0"^^<http://www.w3.org/2001/XMLSchema#integer> .
<https://example.org/car> <https://example.org/age> "0"^^<http://www.w3.org/2001/XMLSchema#integer> .
"""


def test_the_projects_constraints_are_all_taken_out() -> None:
    rest, constraints = split_shapes(load_shapes())
    assert len(constraints) == load_shapes().count("sh:sparql [") > 0
    assert "sh:sparql" not in rest
    assert "SELECT" not in rest
    assert all(set(one.messages) == {"sv", "en"} for one in constraints)


def test_only_instances_of_the_target_are_concerned() -> None:
    _, constraints = split_shapes(SHAPES)
    (breach,) = breaches(DATA, constraints)
    assert breach.focus == "<https://example.org/tom>"
    assert breach.constraint.messages["sv"] == "för ung"
    assert breach.value is not None
    assert breach.value.startswith('"0"')
