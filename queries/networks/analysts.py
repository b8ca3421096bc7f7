"""Network files for Pajek, UCINET and VOSviewer, which name nodes by their labels and hold weights alone. It knows no other format."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from remissgraf.errors import ExportError
from remissgraf.queries.networks.flat import AnyGraph, apart, flat

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["dl", "pajek", "vosviewer"]

# A full matrix of more cells than this is no file to open.
_DL_CELLS = 25_000_000


def pajek(graph: AnyGraph) -> bytes:
    """Pajek's .net in UTF-8: vertices with labels (two-mode: holders first, their number beside the whole), a line an edge.

    Parallel edges are lines of their own, each with its relation as label ("l").
    """
    copy = flat(graph)
    nodes, labels = _labelled(copy)
    holders = sum(1 for node in nodes if not copy.nodes[node]["bipartite"])
    mode = f" {holders}" if holders < len(nodes) else ""
    number = {node: place for place, node in enumerate(nodes, 1)}
    lines = [f"*Vertices {len(nodes)}{mode}"]
    lines += [f'{number[node]} "{labels[node]}"' for node in nodes]
    lines.append("*Edges")
    for one, other, edge in copy.edges(data=True):
        lines.append(f'{number[one]} {number[other]} {edge["weight"]:.17g} l "{_quoted(edge["relation"])}"')
    return ("\n".join(lines) + "\n").encode("utf-8")


def dl(graph: AnyGraph) -> bytes:
    """UCINET's DL in UTF-8: a full matrix for each relation, so that parallel edges stay apart; two-mode ones are holders × units.

    Raises ExportError "export.dl" where the matrices would be too large.
    """
    copy = flat(graph)
    nodes, labels = _labelled(copy)
    rows = [node for node in nodes if not copy.nodes[node]["bipartite"]]
    columns = [node for node in nodes if copy.nodes[node]["bipartite"]] or rows
    relations = sorted({edge["relation"] for _, _, edge in copy.edges(data=True)}) or ["tie"]
    if len(rows) * len(columns) * len(relations) > _DL_CELLS:
        raise ExportError(
            f"the network has {len(rows)} × {len(columns)} places in {len(relations)} matrices, too many for DL",
            remedy="Choose another format, or fewer nodes.",
            code="export.dl",
        )
    weights: Counter[tuple[str, str, str]] = Counter()
    for one, other, edge in copy.edges(data=True):
        for pair in {(one, other), (other, one)}:
            weights[edge["relation"], *pair] += edge["weight"]
    two_mode = columns is not rows
    size = f"NR={len(rows)} NC={len(columns)}" if two_mode else f"N={len(rows)}"
    lines = [f"DL {size} NM={len(relations)} FORMAT=FULLMATRIX DIAGONAL PRESENT"]
    for heading, names in (
        (("ROW LABELS:" if two_mode else "LABELS:"), [labels[node] for node in rows]),
        ("COLUMN LABELS:", [labels[node] for node in columns] if two_mode else []),
        ("MATRIX LABELS:", [_quoted(relation) for relation in relations]),
    ):
        if names:
            lines += [heading, *(f'"{name}"' for name in names)]
    lines.append("DATA:")
    for relation in relations:
        lines += [" ".join(f"{weights[relation, row, column]:.17g}" for column in columns) for row in rows]
    return ("\n".join(lines) + "\n").encode("utf-8")


def vosviewer(graph: AnyGraph) -> bytes:
    """VOSviewer's JSON: items with label, group and strength of all links, links with their strength.

    VOSviewer knows one link between two items, of positive strength: parallel edges add up. Raises ExportError "export.vosviewer" for
    negative weights.
    """
    copy = flat(graph)
    nodes, labels = _labelled(copy)
    number = {node: place for place, node in enumerate(nodes, 1)}
    groups = sorted({_group(copy, node) for node in nodes})
    strengths: Counter[tuple[int, int]] = Counter()
    total: Counter[str] = Counter()
    for one, other, edge in copy.edges(data=True):
        if edge["weight"] < 0:
            raise ExportError(
                "VOSviewer takes no negative weights",
                where=f"{labels[one]} – {labels[other]}",
                remedy="Write congruence and conflict apart, or choose another format.",
                code="export.vosviewer",
            )
        first, second = sorted((number[one], number[other]))
        strengths[first, second] += edge["weight"]
        total[one] += edge["weight"]
        total[other] += edge["weight"]
    items = [
        {
            "id": number[node],
            "label": labels[node],
            "description": _group(copy, node),
            "cluster": groups.index(_group(copy, node)) + 1,
            "weights": {"Links": copy.degree(node), "Total link strength": total[node]},
        }
        for node in nodes
    ]
    links = [
        {"source_id": one, "target_id": other, "strength": strength}
        for (one, other), strength in sorted(strengths.items())
    ]
    network = {"network": {"items": items, "links": links}}
    return (json.dumps(network, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _group(graph: nx.MultiGraph[str], node: str) -> str:
    data = graph.nodes[node]
    return str(data["type"] or data["kind"])


def _labelled(graph: nx.MultiGraph[str]) -> tuple[list[str], dict[str, str]]:
    """Nodes, holders first, and a label of its own for each: equal ones are numbered, so that no two nodes become one."""
    nodes = sorted(graph, key=lambda node: graph.nodes[node]["bipartite"])
    return nodes, apart({node: _quoted(graph.nodes[node]["label"]) or "–" for node in nodes})


def _quoted(text: str) -> str:
    """Text between quotation marks: these formats have no way to write the mark itself."""
    return text.replace('"', "'").replace("\\", "/").strip()
