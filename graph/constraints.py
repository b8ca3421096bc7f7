"""SHACL's SPARQL constraints, each run once over the whole graph.

The validator runs such a constraint once for every node, over everything, which takes the square of the graph's size; its answers
are the same as those of one run with the node left open, for selects that bind $this by a pattern. This module knows SHACL's vocabulary
and no shape of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pyoxigraph as ox

from remissgraf.graph.sparql import iris, tokens
from remissgraf.ontology.namespaces import PREFIXES

__all__ = ["Breach", "SparqlConstraint", "breaches", "mentioned", "split_shapes"]

_SH = PREFIXES["sh"]
_CLASSES = frozenset({f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['rdfs']}subClassOf>"})
_INSTANCES = "SELECT DISTINCT ?this WHERE {{ ?this a/rdfs:subClassOf* {} }}"


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """target: IRI of the class whose instances it holds for. select: gives $this and ?value. messages: by language."""

    target: str
    select: str
    messages: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Breach:
    """A node that breaks a constraint, with the value at fault in N-Triples form."""

    constraint: SparqlConstraint
    focus: str
    value: str | None


def split_shapes(turtle: str) -> tuple[str, tuple[SparqlConstraint, ...]]:
    """The shapes without their SPARQL constraints, as Turtle, and those constraints."""
    store = ox.Store()
    store.extend(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    found: list[SparqlConstraint] = []
    for link in list(store.quads_for_pattern(None, ox.NamedNode(_SH + "sparql"), None)):
        assert not isinstance(link.object, (ox.Literal, ox.Triple))
        select = _texts(store, link.object, "select")
        messages = _texts(store, link.object, "message")
        for target in store.quads_for_pattern(link.subject, ox.NamedNode(_SH + "targetClass"), None):
            assert isinstance(target.object, ox.NamedNode)
            found.append(SparqlConstraint(target.object.value, next(iter(select.values())), messages))
        for quad in (link, *store.quads_for_pattern(link.object, None, None)):
            store.remove(quad)
    rest = store.dump(format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    return (rest or b"").decode(), tuple(sorted(found, key=lambda one: (one.target, one.select)))


@lru_cache(maxsize=8)
def mentioned(constraints: tuple[SparqlConstraint, ...]) -> frozenset[str]:
    """The IRIs in the constraints, in N-Triples form: all predicates and classes that they ask for."""
    return frozenset(iri for one in constraints for iri in iris(tokens(one.select), PREFIXES)) | {
        f"<{one.target}>" for one in constraints
    }


def _texts(store: ox.Store, node: ox.NamedNode | ox.BlankNode, name: str) -> dict[str, str]:
    return {
        quad.object.language or "": quad.object.value
        for quad in store.quads_for_pattern(node, ox.NamedNode(_SH + name), None)
        if isinstance(quad.object, ox.Literal)
    }


def breaches(ntriples: str, constraints: tuple[SparqlConstraint, ...]) -> Iterator[Breach]:
    """What in the graph breaks the constraints. The graph holds the class tree as well as the data."""
    # Loading takes longest: what no constraint asks for is left out.
    asked = _CLASSES | mentioned(constraints)
    lines = [line for line in ntriples.split("\n") if line and line.split(" ", 2)[1] in asked]
    store = ox.Store()
    store.bulk_load("\n".join(lines).encode(), ox.RdfFormat.N_TRIPLES)
    for constraint in constraints:
        answer = store.query(constraint.select, prefixes=PREFIXES)
        assert isinstance(answer, ox.QuerySolutions)
        rows = [(row["this"], row["value"]) for row in answer]
        if not rows:
            continue
        # The class comes from the shapes; the RDF library writes it.
        instances = store.query(_INSTANCES.format(ox.NamedNode(constraint.target)), prefixes=PREFIXES)
        assert isinstance(instances, ox.QuerySolutions)
        concerned = {row["this"] for row in instances}
        for focus, value in rows:
            if focus in concerned:
                yield Breach(constraint, str(focus), None if value is None else str(value))
