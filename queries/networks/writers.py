"""Network files for Gephi, visone, Cytoscape and others: one function a format, and a registry that the command line reads.

A file has everything of the graph: letters å ä ö, parallel edges under ids of their own, colours and line styles of the stances, and
the statements behind each edge. The same graph gives the same bytes: no clock time, no version of a library. It knows no page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, BinaryIO
from xml.etree import ElementTree

from remissgraf.errors import ExportError
from remissgraf.queries.networks.palette import looks

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["WRITERS", "Writer", "write_network"]

Writer = Callable[["nx.MultiGraph[str]"], bytes]

# Tabs and line ends are allowed, but XML readers change them differently in attributes and in text.
_NOT_XML = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINES = {"positive": "solid", "neutral": "dotted", "negative": "dashed"}


def graphml(graph: nx.MultiGraph[str]) -> bytes:
    """GraphML in UTF-8. Edges have the attributes color ("#rrggbb") and line ("solid", "dotted", "dashed") beside their own."""
    # The class, not networkx.write_graphml, which writes differently where lxml happens to be installed.
    from networkx.readwrite.graphml import GraphMLWriter

    flat = _flat(graph)
    for _, _, edge in flat.edges(data=True):
        look = looks()[edge["stance_class"]]
        edge["color"] = look.light
        edge["line"] = _LINES[look.polarity]
    return _bytes(GraphMLWriter(flat, prettyprint=True, edge_id_from_attribute="id").xml)


def gexf(graph: nx.MultiGraph[str]) -> bytes:
    """GEXF 1.3 in UTF-8, with colours, shapes and thickness; the kind of an edge is its stance class.

    Gephi keeps parallel edges apart only when they differ in kind, which version 1.2 did not have.
    """
    from networkx.readwrite.gexf import GEXFWriter

    flat = _flat(graph)
    for _, node in flat.nodes(data=True):
        node["viz"] = {"shape": "disc" if node["kind"] == "actor" else "square"}
    for _, _, edge in flat.edges(data=True):
        look = looks()[edge["stance_class"]]
        red, green, blue = bytes.fromhex(look.light.removeprefix("#"))
        edge["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "shape": _LINES[look.polarity],
            "thickness": float(edge["weight"]),
        }
    writer = GEXFWriter(flat, version="1.3")
    namespace = f"{{{writer.NS_GEXF}}}"
    for meta in writer.xml.iter("meta"):
        # networkx puts today's date and its own version here.
        del meta.attrib["lastmodifieddate"]
        for creator in meta.iter("creator"):
            creator.text = "remissgraf"
    classes = {edge["id"]: edge["stance_class"] for _, _, edge in flat.edges(data=True)}
    for element in writer.xml.iter():
        if element.tag in ("edge", namespace + "edge"):
            element.set("kind", classes[element.get("id", "")])
    return _bytes(writer.xml)


WRITERS: Mapping[str, Writer] = {"graphml": graphml, "gexf": gexf}


def write_network(graph: nx.MultiGraph[str], network_format: str, file: BinaryIO) -> None:
    """Write a graph made by `two_mode` to an open binary file in a format of WRITERS. Raises ExportError."""
    writer = WRITERS.get(network_format)
    if writer is None:
        raise ExportError(
            f"there is no network format {network_format!r}",
            remedy=f"The formats are {', '.join(WRITERS)}.",
            code="export.format",
        )
    file.write(writer(graph))


def _flat(graph: nx.MultiGraph[str]) -> nx.MultiGraph[str]:
    """A copy that XML can hold: strings and numbers only, every edge with an id that is unique in the file."""
    import networkx as nx

    flat: nx.MultiGraph[str] = nx.MultiGraph()
    names = {node: _clean(node) for node in graph}
    flat.add_nodes_from((names[node], _scalars(data)) for node, data in graph.nodes(data=True))
    for number, (actor, chapter, data) in enumerate(graph.edges(data=True)):
        # The key must not be the stance class: networkx would write it as id, many times over.
        flat.add_edge(names[actor], names[chapter], key=number, id=f"e{number}", **_scalars(data))
    return flat


def _scalars(data: Mapping[str, object]) -> dict[str, str | int | float]:
    return {key: _scalar(value) for key, value in data.items()}


def _scalar(value: object) -> str | int | float:
    if isinstance(value, tuple):
        # A list of IRIs, which have no spaces of their own.
        return " ".join(_clean(part).replace(" ", "%20") for part in value)
    if isinstance(value, int | float):
        return value
    return _clean(str(value))


def _clean(text: str) -> str:
    return _NOT_XML.sub(" ", text)


def _bytes(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
