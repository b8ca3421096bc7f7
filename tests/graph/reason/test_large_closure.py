"""Ours is owlrl's closure of a graph of ten thousand triples under an ontology with every kind of axiom, equality among them.

owlrl takes some twenty seconds for it, so there is one such graph, always the same. Keys are left to test_closure.py: owlrl compares every
member of the class with every other, which takes it minutes here.
"""

from __future__ import annotations

import random

from .oracle import ours, theirs

ONTOLOGY = """
  :Town rdfs:subClassOf :Place . :Place owl:equivalentClass :Locality . :Person owl:disjointWith :Place .
  :Capital owl:oneOf (d:town0 d:town1) . :Capital rdfs:subClassOf :Town .
  :Citizen owl:intersectionOf (:Person :Resident) . :Agent owl:unionOf (:Person :Office) .
  [ a owl:Restriction ; owl:onProperty :livesIn ; owl:someValuesFrom :Town ] rdfs:subClassOf :Resident .
  :Northerner owl:equivalentClass [ a owl:Restriction ; owl:onProperty :area ; owl:hasValue d:north ] .
  :Office rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :head ; owl:maxCardinality 1 ] ,
    [ a owl:Restriction ; owl:onProperty :employs ; owl:allValuesFrom :Person ] ,
    [ a owl:Restriction ; owl:onProperty :seat ; owl:maxQualifiedCardinality 1 ; owl:onClass :Place ] .
  :number a owl:InverseFunctionalProperty . :mother a owl:FunctionalProperty .
  :livesIn rdfs:domain :Person ; rdfs:range :Place ; rdfs:subPropertyOf :near . :near a owl:SymmetricProperty .
  :partOf a owl:TransitiveProperty ; owl:inverseOf :hasPart . :area owl:propertyChainAxiom (:livesIn :partOf) .
  :head rdfs:subPropertyOf :employs . :employs owl:equivalentProperty :pays ; owl:propertyDisjointWith :sues .
  :mother a owl:IrreflexiveProperty , owl:AsymmetricProperty .
  [] a owl:AllDifferent ; owl:distinctMembers (d:north d:south) .
"""


def facts(chance: random.Random, triples: int) -> str:
    """Facts about people, towns and offices, of which few turn out to be the same."""
    found: dict[str, None] = {}
    people, towns = triples // 5, triples // 100
    for town in range(towns):
        found[f"d:town{town} a :Town ; :partOf d:county{town % 20} ."] = None
    for county in range(20):
        found[f"d:county{county} :partOf d:{'north' if county % 2 else 'south'} ."] = None
    person = 0
    while len(found) < triples - 2 * towns:
        who = f"d:person{person}"
        found[f"{who} :livesIn d:town{chance.randrange(towns)} ."] = None
        found[f'{who} :name "{chance.randrange(people)}" .'] = None
        found[f"{who} :born {chance.randrange(1930, 2010)} ."] = None
        found[f'{who} :number "{chance.randrange(people * 20)}" .'] = None
        # Mothers of the same are the same in turn, so few have one.
        if person % 20 == 0:
            found[f"{who} :mother d:mother{chance.randrange(people)} ."] = None
        if person % 10 == 0:
            office = f"d:office{person // 100}"
            found[f"{office} a :Office ; :employs {who} ; :seat d:town{person // 100 % towns} ."] = None
        if person % 100 == 0:
            found[f"{who} owl:sameAs d:alias{person} ."] = None
            found[f"d:office{person // 100} :head {who} , d:alias{person} ."] = None
        person += 1
    return "\n".join(found)


def test_ten_thousand_triples_give_what_owlrl_gives() -> None:
    data = facts(random.Random(7), 10_000)
    found, report = ours(ONTOLOGY, data)
    expected, messages = theirs(ONTOLOGY, data)
    assert not report.inconsistencies
    assert not messages
    assert found == expected
    assert sum("sameAs" in predicate for _, predicate, _ in found) > 50
    assert len(found) > 10_000
