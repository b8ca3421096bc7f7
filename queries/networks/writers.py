"""Network files for Gephi, visone, Cytoscape and others: one function a format, and a registry that the command line reads.

A file has everything of the graph: letters å ä ö, parallel edges under ids of their own, colours and line styles of the stances, and
the statements behind each edge. The same graph gives the same bytes: no clock time, no version of a library. It knows no page.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import BinaryIO
from xml.etree import ElementTree

from remissgraf.errors import ExportError
from remissgraf.queries.networks.analysts import dl, pajek, vosviewer
from remissgraf.queries.networks.flat import AnyGraph, flat, look_of

__all__ = ["WRITERS", "Writer", "write_network"]

Writer = Callable[[AnyGraph], bytes]


def graphml(graph: AnyGraph) -> bytes:
    """GraphML in UTF-8. Edges have the attributes color ("#rrggbb") and line ("solid", "dotted", "dashed") beside their own."""
    # The class, not networkx.write_graphml, which writes differently where lxml happens to be installed.
    from networkx.readwrite.graphml import GraphMLWriter

    copy = flat(graph)
    for _, _, edge in copy.edges(data=True):
        edge["color"], edge["line"] = look_of(edge)
    return _bytes(GraphMLWriter(copy, prettyprint=True, edge_id_from_attribute="id").xml)


def gexf(graph: AnyGraph) -> bytes:
    """GEXF 1.3 in UTF-8, with colours, shapes and thickness; the kind of an edge is its relation.

    Gephi keeps parallel edges apart only when they differ in kind, which version 1.2 did not have.
    """
    from networkx.readwrite.gexf import GEXFWriter

    copy = flat(graph)
    for _, node in copy.nodes(data=True):
        node["viz"] = {"shape": "square" if node["bipartite"] else "disc"}
    for _, _, edge in copy.edges(data=True):
        colour, line = look_of(edge)
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
        edge["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "shape": line,
            "thickness": abs(float(edge["weight"])),
        }
    writer = GEXFWriter(copy, version="1.3")
    namespace = f"{{{writer.NS_GEXF}}}"
    for meta in writer.xml.iter("meta"):
        # networkx puts today's date and its own version here.
        del meta.attrib["lastmodifieddate"]
        for creator in meta.iter("creator"):
            creator.text = "remissgraf"
    relations = {edge["id"]: edge["relation"] for _, _, edge in copy.edges(data=True)}
    for element in writer.xml.iter():
        if element.tag in ("edge", namespace + "edge"):
            element.set("kind", relations[element.get("id", "")])
    return _bytes(writer.xml)


def edge_table(graph: AnyGraph) -> bytes:
    """CSV in UTF-8 by RFC 4180, a row an edge; nodes without edges have a row without a second end, so that none is lost."""
    copy = flat(graph)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    details = ("relation", "weight", "polarity", "stance_label", "units", "statements")
    ends = ("", "_label", "_kind", "_type")
    writer.writerow([*(f"from{end}" for end in ends), *(f"to{end}" for end in ends), *details])

    def end(node: str) -> list[str]:
        data = copy.nodes[node]
        return [node, data["label"], data["kind"], data["type"]]

    for one, other, edge in copy.edges(data=True):
        writer.writerow([*end(one), *end(other), *(edge.get(name, "") for name in details)])
    for node in copy:
        if not copy.degree(node):
            writer.writerow([*end(node), *([""] * (len(ends) + len(details)))])
    return out.getvalue().encode("utf-8")


def node_link(graph: AnyGraph) -> bytes:
    """JSON with nodes and edges, as `networkx.node_link_graph` reads it."""
    import networkx as nx

    return _json(nx.node_link_data(flat(graph), edges="edges"))


def cytoscape(graph: AnyGraph) -> bytes:
    """The JSON of Cytoscape and Cytoscape.js (a .cyjs file)."""
    import networkx as nx

    copy = flat(graph)
    for _, _, edge in copy.edges(data=True):
        edge["color"], edge["line"] = look_of(edge)
        # Cytoscape shows `interaction` as the kind of an edge, and takes `key` for its own.
        edge["interaction"] = edge["relation"]
    for _, node in copy.nodes(data=True):
        # What Cytoscape shows on a node; without it that would be the id.
        node["name"] = node["label"]
    # networkx writes pairs where Cytoscape reads an object; its reader takes both.
    return _json({**nx.cytoscape_data(copy), "data": dict(copy.graph)})


WRITERS: Mapping[str, Writer] = {
    "graphml": graphml,
    "gexf": gexf,
    "csv": edge_table,
    "json": node_link,
    "cytoscape": cytoscape,
    "pajek": pajek,
    "dl": dl,
    "vosviewer": vosviewer,
}


def write_network(graph: AnyGraph, network_format: str, file: BinaryIO) -> None:
    """Write a graph made by `two_mode` or `Network.graph` to an open binary file in a format of WRITERS. Raises ExportError."""
    writer = WRITERS.get(network_format)
    if writer is None:
        raise ExportError(
            f"there is no network format {network_format!r}",
            remedy=f"The formats are {', '.join(WRITERS)}.",
            code="export.format",
        )
    file.write(writer(graph))


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _bytes(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
