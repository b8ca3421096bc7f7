"""The library as SHACL describes queries (`sh:SPARQLExecutable`), so that editors and other programs can load it.

Each query is a text that runs as it is, prefixes declared and defaults bound, with its title, question and parameters beside it. This
module knows the library and SHACL's words; nothing is run here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from remissgraf.graph.sparql import bind, keyword, tokens
from remissgraf.ontology.namespaces import PREFIXES, PROJECT, RG
from remissgraf.queries.guard import check
from remissgraf.queries.parameters import CHOICES, CLASSES, LITERALS, as_iri

if TYPE_CHECKING:
    from remissgraf.graph.sparql import Term
    from remissgraf.queries.library import Parameter, Query

__all__ = ["QUERY", "declared_prefixes", "runnable", "to_turtle"]

# What the IRIs of queries begin with.
QUERY: Final = PROJECT + "query/"
_PREFIXES_NODE: Final = ox.NamedNode(PROJECT + "query")
_RDF, _RDFS, _SH, _XSD = (PREFIXES[name] for name in ("rdf", "rdfs", "sh", "xsd"))
# The form of a query → its class in SHACL (SPARQL-based executables) and the property that holds the text.
_FORMS: Final = {
    "select": ("SPARQLSelectExecutable", "select"),
    "ask": ("SPARQLAskExecutable", "ask"),
    "construct": ("SPARQLConstructExecutable", "construct"),
}


def to_turtle(queries: Iterable[Query]) -> bytes:
    """The queries as Turtle: the same bytes for the same queries."""
    triples = [*_prefixes(), *(triple for query in queries for triple in _executable(query))]
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def runnable(query: Query) -> str:
    """The query's text for any program: the prefixes that it uses declared, the defaults of its parameters bound by VALUES.

    A parameter without a default stays open: any value will do.
    """
    bindings = {parameter.name: _default(parameter) for parameter in query.parameters if parameter.default}
    text = bind(query.text, bindings).strip()
    return f"{declared_prefixes(text)}{text}\n"


def declared_prefixes(sparql: str) -> str:
    """A PREFIX line for each of the project's prefixes that a query uses and does not declare itself."""
    parts = tokens(sparql)
    own = {two.text for one, two in pairwise(parts) if keyword(one) == "PREFIX"}
    used = {part.text.partition(":")[0] for part in parts if part.kind == "name"}
    return "".join(
        f"PREFIX {prefix}: <{iri}>\n"
        for prefix, iri in PREFIXES.items()
        if prefix in used and f"{prefix}:" not in own
    )


def _default(parameter: Parameter) -> Term:
    """No default is the name of something in a graph: that differs from graph to graph."""
    assert parameter.default is not None
    if parameter.type == "iri" and (iri := as_iri(parameter.default)) is not None:
        return iri
    if parameter.type in LITERALS:
        return ox.Literal(parameter.default, datatype=ox.NamedNode(_XSD + parameter.type))
    return ox.Literal(parameter.default)


def _prefixes() -> Iterator[ox.Triple]:
    for prefix, iri in PREFIXES.items():
        node = ox.NamedNode(f"{_PREFIXES_NODE.value}#{prefix}")
        yield ox.Triple(_PREFIXES_NODE, _sh("declare"), node)
        yield ox.Triple(node, _sh("prefix"), ox.Literal(prefix))
        yield ox.Triple(node, _sh("namespace"), ox.Literal(iri, datatype=ox.NamedNode(_XSD + "anyURI")))


def _executable(query: Query) -> Iterator[ox.Triple]:
    node = ox.NamedNode(QUERY + query.name)
    kind, property_name = _FORMS[check(query.text, ())]
    yield ox.Triple(node, _type(), _sh("SPARQLExecutable"))
    yield ox.Triple(node, _type(), _sh(kind))
    for language in query.title:
        yield ox.Triple(
            node, ox.NamedNode(_RDFS + "label"), ox.Literal(query.title[language], language=language)
        )
        yield ox.Triple(
            node, ox.NamedNode(_RDFS + "comment"), ox.Literal(query.question[language], language=language)
        )
    yield ox.Triple(node, _sh("prefixes"), _PREFIXES_NODE)
    yield ox.Triple(node, _sh(property_name), ox.Literal(runnable(query)))
    parameters = [ox.NamedNode(f"{node.value}#parameter-{entry.name}") for entry in query.parameters]
    for parameter in parameters:
        yield ox.Triple(node, _sh("parameter"), parameter)
    for order, (name, entry) in enumerate(zip(parameters, query.parameters, strict=True)):
        yield from _parameter(name, ox.NamedNode(f"{node.value}#{entry.name}"), entry, order)


def _parameter(
    node: ox.NamedNode, path: ox.NamedNode, parameter: Parameter, order: int
) -> Iterator[ox.Triple]:
    """SHACL takes the variable's name from the path: what its IRI ends in."""
    yield ox.Triple(node, _type(), _sh("Parameter"))
    yield ox.Triple(node, _sh("path"), path)
    yield ox.Triple(node, _sh("order"), ox.Literal(order))
    yield ox.Triple(node, _sh("optional"), ox.Literal(not parameter.required))
    for language, meaning in parameter.meaning.items():
        yield ox.Triple(node, _sh("description"), ox.Literal(meaning, language=language))
    if parameter.default is not None:
        yield ox.Triple(node, _sh("defaultValue"), _default(parameter))
    classes = CLASSES.get(parameter.type, ())
    if parameter.type in LITERALS:
        yield ox.Triple(node, _sh("datatype"), ox.NamedNode(_XSD + parameter.type))
    elif parameter.type in CHOICES:
        yield from _choices(node, CHOICES[parameter.type])
    elif parameter.type == "string":
        yield ox.Triple(node, _sh("datatype"), ox.NamedNode(_XSD + "string"))
    else:
        yield ox.Triple(node, _sh("nodeKind"), _sh("IRI"))
        # Two classes would have to hold both.
        if len(classes) == 1:
            yield ox.Triple(node, _sh("class"), ox.NamedNode(RG + classes[0]))


def _choices(node: ox.NamedNode, values: Iterable[str]) -> Iterator[ox.Triple]:
    """sh:in with an RDF list, whose cells have names: blank ones would differ from run to run."""
    cells = [ox.NamedNode(f"{node.value}-{value}") for value in values]
    yield ox.Triple(node, _sh("in"), cells[0])
    rest = [*cells[1:], ox.NamedNode(_RDF + "nil")]
    for cell, value, following in zip(cells, values, rest, strict=True):
        yield ox.Triple(cell, ox.NamedNode(_RDF + "first"), ox.Literal(value))
        yield ox.Triple(cell, ox.NamedNode(_RDF + "rest"), following)


def _type() -> ox.NamedNode:
    return ox.NamedNode(_RDF + "type")


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + name)
