"""A network as every file format can hold it: texts and numbers, every edge with an id, a relation and the look of what it says.

The formats stand beside it; it knows none of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from remissgraf.queries.networks.palette import looks, polarity_looks

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["LINES", "AnyGraph", "apart", "clean", "flat", "look_of"]

# Tabs and line ends are allowed, but XML readers change them differently in attributes and in text, and other formats end a line there.
_NOT_XML = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What GEXF and the JSON of Cytoscape take as their own when it is an attribute of a node: coders may call theirs so.
_TAKEN = frozenset(("id", "name", "value", "viz", "pid", "parents", "start", "end", "spells", "slices"))
LINES = {"positive": "solid", "neutral": "dotted", "negative": "dashed"}

AnyGraph: TypeAlias = "nx.Graph[str] | nx.MultiGraph[str]"


def flat(graph: AnyGraph) -> nx.MultiGraph[str]:
    """A copy with edges of ids "e0", "e1" …, `relation` (the stance class, else the aggregation), and tuples joined to texts.

    Lists of IRIs are joined by spaces, other lists by "; ". An attribute of a node with a name that a format has for itself is numbered.
    """
    import networkx as nx

    copy: nx.MultiGraph[str] = nx.MultiGraph()
    copy.graph.update(_scalars(graph.graph))
    names = apart({node: clean(node) for node in graph})
    copy.add_nodes_from((names[node], _noted(data)) for node, data in graph.nodes(data=True))
    for number, (one, other, data) in enumerate(graph.edges(data=True)):
        relation = data.get("stance_class") or data.get("aggregation") or "tie"
        # The key must not be the stance class: networkx would write it as id, many times over.
        copy.add_edge(
            names[one], names[other], key=number, id=f"e{number}", relation=relation, **_scalars(data)
        )
    return copy


def apart(names: Mapping[str, str]) -> dict[str, str]:
    """Key → its name, equal ones numbered, so that no two nodes become one.

    >>> apart({"a": "Al", "b": "Al", "c": "Al (2)"})
    {'a': 'Al', 'b': 'Al (2)', 'c': 'Al (2) (2)'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, plain in names.items():
        name, turn = plain, 1
        while name in taken:
            turn += 1
            name = f"{plain} ({turn})"
        taken.add(name)
        found[key] = name
    return found


def look_of(edge: dict[str, object]) -> tuple[str, str]:
    """Colour ("#rrggbb") and line ("solid", "dotted", "dashed") of an edge: its stance's, else its polarity's."""
    look = looks().get(str(edge.get("stance_class")))
    polarity = look.polarity if look else str(edge.get("polarity", "neutral"))
    return (look or polarity_looks()[polarity]).light, LINES[polarity]


def clean(text: str) -> str:
    """The text with a space for each character that XML 1.0 forbids, and for each tab and line end."""
    return _NOT_XML.sub(" ", text)


def _noted(data: dict[str, object]) -> dict[str, str | int | float]:
    """The attributes of a node by names that no format stumbles over."""
    names = apart({key: f"{key} (2)" if key in _TAKEN else clean(key) for key in data})
    return {names[key]: value for key, value in _scalars(data).items()}


def _scalars(data: dict[str, object]) -> dict[str, str | int | float]:
    return {key: _scalar(key, value) for key, value in data.items()}


def _scalar(key: str, value: object) -> str | int | float:
    if isinstance(value, tuple):
        if key == "units":
            return "; ".join(clean(str(part)) for part in value)
        # A list of IRIs, which have no spaces of their own.
        return " ".join(clean(str(part)).replace(" ", "%20") for part in value)
    if isinstance(value, int | float):
        return value
    return clean(str(value))
