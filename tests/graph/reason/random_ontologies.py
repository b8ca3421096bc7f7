"""Axioms of every supported kind and facts about a few things, at random, as Turtle."""

from __future__ import annotations

from hypothesis import strategies as st

RESTRICTION = "[ a owl:Restriction ; owl:onProperty "
CLASSES = st.sampled_from([":A", ":B", ":C", ":D"])
PROPERTIES = st.sampled_from([":p", ":q", ":r"])
# Of texts: kept apart, because a property of things and texts alike is beyond OWL 2 DL.
ATTRIBUTES = st.sampled_from([":m", ":n"])
THINGS = st.sampled_from(["d:w", "d:x", "d:y", "d:z"])
TEXTS = st.sampled_from(['"a"', '"b"@sv', "1"])


def restriction(text: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(f"{RESTRICTION} {text} ]".format, *parts)


CONDITION = st.one_of(
    CLASSES,
    restriction("{} ; owl:someValuesFrom {}", PROPERTIES, CLASSES),
    restriction("{} ; owl:someValuesFrom owl:Thing", st.one_of(PROPERTIES, ATTRIBUTES)),
    restriction("{} ; owl:hasValue {}", PROPERTIES, THINGS),
    restriction("{} ; owl:hasValue {}", ATTRIBUTES, TEXTS),
    st.builds("[ owl:intersectionOf ({} {}) ]".format, CLASSES, CLASSES),
    st.builds("[ owl:intersectionOf ({} [ owl:oneOf ({} {}) ]) ]".format, CLASSES, THINGS, THINGS),
    st.builds("[ owl:unionOf ({} {}) ]".format, CLASSES, CLASSES),
    st.builds("[ owl:oneOf ({} {}) ]".format, THINGS, THINGS),
)
CONCLUSION = st.one_of(
    CLASSES,
    restriction("{} ; owl:hasValue {}", PROPERTIES, THINGS),
    restriction("{} ; owl:hasValue {}", ATTRIBUTES, TEXTS),
    restriction("{} ; owl:allValuesFrom {}", PROPERTIES, CLASSES),
    restriction("{} ; owl:maxCardinality {}", PROPERTIES, st.sampled_from("01")),
    restriction(
        "{} ; owl:maxQualifiedCardinality {} ; owl:onClass {}",
        PROPERTIES,
        st.sampled_from("01"),
        st.one_of(CLASSES, st.just("owl:Thing")),
    ),
    st.builds("[ owl:intersectionOf ({} {}) ]".format, CLASSES, CLASSES),
)
AXIOM = st.one_of(
    st.builds("{} rdfs:subClassOf {} .".format, CONDITION, CONCLUSION),
    st.builds("{} owl:equivalentClass {} .".format, CLASSES, CONDITION),
    st.builds("{} owl:intersectionOf ({} {}) .".format, CLASSES, CLASSES, CLASSES),
    st.builds("{} owl:unionOf ({} {}) .".format, CLASSES, CLASSES, CLASSES),
    st.builds("{} owl:oneOf ({} {}) .".format, CLASSES, THINGS, THINGS),
    st.builds("{} rdfs:domain {} .".format, st.one_of(PROPERTIES, ATTRIBUTES), CLASSES),
    st.builds("{} rdfs:range {} .".format, PROPERTIES, CLASSES),
    st.builds("{} rdfs:subPropertyOf {} .".format, PROPERTIES, PROPERTIES),
    st.builds("{} owl:equivalentProperty {} .".format, ATTRIBUTES, ATTRIBUTES),
    st.builds("{} owl:inverseOf {} .".format, PROPERTIES, PROPERTIES),
    st.builds("{} a owl:{}Property .".format, PROPERTIES, st.sampled_from(["Symmetric", "Transitive"])),
    st.builds(":chain owl:propertyChainAxiom ({} {}) .".format, PROPERTIES, PROPERTIES),
    st.builds("{} a owl:FunctionalProperty .".format, PROPERTIES),
    st.builds("{} a owl:InverseFunctionalProperty .".format, st.one_of(PROPERTIES, ATTRIBUTES)),
    st.builds("{} owl:hasKey ({} {}) .".format, CLASSES, PROPERTIES, ATTRIBUTES),
    st.builds("{} owl:disjointWith {} .".format, CLASSES, CLASSES),
    st.builds("{} owl:propertyDisjointWith {} .".format, PROPERTIES, PROPERTIES),
    st.builds("{} a owl:{}Property .".format, PROPERTIES, st.sampled_from(["Irreflexive", "Asymmetric"])),
    st.builds("[] a owl:AllDisjointClasses ; owl:members ({} {}) .".format, CLASSES, CLASSES),
    st.builds("[] a owl:AllDisjointProperties ; owl:members (:p :q {}) .".format, PROPERTIES),
    st.just("[] a owl:AllDifferent ; owl:distinctMembers (d:w d:x d:y) ."),
)
FACT = st.one_of(
    st.builds("{} a {} .".format, THINGS, CLASSES),
    st.builds("{} {} {} .".format, THINGS, PROPERTIES, THINGS),
    st.builds("{} {} {} .".format, THINGS, PROPERTIES, THINGS),
    st.builds("{} {} {} .".format, THINGS, ATTRIBUTES, TEXTS),
    st.builds("{} owl:{} {} .".format, THINGS, st.sampled_from(["sameAs", "differentFrom"]), THINGS),
)
