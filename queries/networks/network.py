"""A computed network: nodes, weights and the events it stands on. It says what lies behind an edge and becomes a networkx graph.

It knows no query and no file format, and not how the weights were computed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from remissgraf.errors import NetworkError
from remissgraf.queries.networks.cells import Floats, Sparse
from remissgraf.queries.networks.events import Event, Events, Qualifier

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Contribution", "Network"]


class Contribution(NamedTuple):
    """A part of an edge's raw weight: the unit it stands on, the statements (of both ends where there are two), and how much it adds."""

    unit: str
    statements: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Network:
    """An undirected network.

    rows, columns: ids, by code point; the same in a one-mode network, whose matrix is symmetric with an empty diagonal.
    matrix: the weights; raw: the weights before normalization; both of shape (rows, columns), zeros not stored.
    events: those that were counted, after duplicates. weights: one for each of them (kernels), None where each counts 1.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    one_mode: bool
    aggregation: str
    normalization: str
    matrix: Sparse
    raw: Sparse
    events: Events
    weights: tuple[float, ...] | None = None

    def weight(self, one: str, other: str) -> float:
        """The weight of an edge, 0 where there is none. Raises NetworkError "network.node"."""
        return float(self.matrix[self._place(one, 0), self._place(other, 1)])

    def dense(self) -> Floats:
        """The weights as an array of shape (rows, columns)."""
        return np.asarray(self.matrix.toarray(), dtype=np.float64)

    def edges(self) -> Iterator[tuple[str, str, float]]:
        """Each edge once, by code point of its ends."""
        matrix = self.matrix.tocoo()
        across, down = matrix.coords
        for place in np.lexsort((down, across)):
            row, column = int(across[place]), int(down[place])
            if not self.one_mode or row < column:
                yield self.rows[row], self.columns[column], float(matrix.data[place])

    def behind(self, one: str, other: str) -> tuple[Contribution, ...]:
        """What an edge stands on; the weights add up to the raw weight. Raises NetworkError "network.node"."""
        self._place(one, 0), self._place(other, 1)
        if one == other and self.one_mode:
            return ()
        return tuple(self._pairs(one, other) if self.one_mode else self._singles(one, other))

    def graph(self, *, statements: bool = True) -> nx.Graph[str]:
        """A networkx graph: nodes with their attributes, "bipartite" and "frequency"; edges with "weight" and "polarity".

        bipartite: 0 for holders, 1 for units. frequency: of the statements that are counted, how many are the node's. The graph knows
        its "aggregation", its "normalization" and the kind of its "scale".

        statements: also "units" (labels of the units an edge stands on) and "statements" (ids, in order), found for each edge.
        Holders without an edge are nodes, too. In a two-mode network an id that is both holder and unit is refused (NetworkError
        "network.node").
        """
        import networkx as nx

        graph: nx.Graph[str] = nx.Graph(
            aggregation=self.aggregation, normalization=self.normalization, scale=self.events.scale.kind
        )
        modes = [(0, self.rows)] if self.one_mode else [(0, self.rows), (1, self.columns)]
        if not self.one_mode and (both := set(self.rows) & set(self.columns)):
            raise NetworkError("an id is both holder and unit", where=min(both)[:200], code="network.node")
        said = self.events.rows if self.weights is None else tuple(compress(self.events.rows, self.weights))
        for mode, names in modes:
            ends = {(row.second if mode else row.first, row.statement) for row in said}
            counted = Counter(node for node, _ in ends)
            for name in names:
                known = {
                    "kind": "unit" if mode else "holder",
                    "label": name,
                    "type": "",
                    **self.events.attributes.get(name, {}),
                }
                graph.add_node(name, **{**known, "bipartite": mode, "frequency": counted[name]})
        # The sides that are combined are told by the weight before it is divided.
        raw = dict(self._combined()) if self.aggregation == "combine" else {}
        for one, other, weight in self.edges():
            polarity = self._polarity(raw.get((one, other), weight))
            graph.add_edge(one, other, weight=weight, aggregation=self.aggregation, polarity=polarity)
            if statements:
                parts = self.behind(one, other)
                graph.edges[one, other]["units"] = tuple(
                    dict.fromkeys(self.events.label(part.unit) for part in parts)
                )
                graph.edges[one, other]["statements"] = tuple(
                    dict.fromkeys(statement for part in parts for statement in part.statements)
                )
        return graph

    def _polarity(self, weight: float) -> str:
        if self.aggregation == "congruence":
            return "positive"
        if self.aggregation == "conflict":
            return "negative"
        if self.aggregation == "subtract":
            return "positive" if weight > 0 else "negative"
        if self.aggregation == "combine" and self.events.scale.kind == "boolean":
            return {1.0: "positive", 2.0: "negative"}.get(weight, "neutral")
        return "neutral"

    def _combined(self) -> Iterator[tuple[tuple[str, str], float]]:
        """Each edge's ends with its weight before normalization."""
        raw = self.raw.tocoo()
        for row, column, weight in zip(*raw.coords, raw.data, strict=True):
            yield (self.rows[int(row)], self.columns[int(column)]), float(weight)

    def _place(self, node: str, axis: int) -> int:
        place = self._places[axis].get(node)
        if place is None:
            raise NetworkError("the network has no such node", where=node[:200], code="network.node")
        return place

    @cached_property
    def _places(self) -> tuple[dict[str, int], dict[str, int]]:
        def index(names: tuple[str, ...]) -> dict[str, int]:
            return {name: place for place, name in enumerate(names)}

        return index(self.rows), index(self.columns)

    @cached_property
    def _said(self) -> dict[str, dict[str, list[tuple[Event, float]]]]:
        """Holder → unit → its events in order, each with its weight."""
        weights = dict(zip(self.events.rows, self.weights, strict=True)) if self.weights is not None else {}
        said: dict[str, dict[str, list[tuple[Event, float]]]] = {}
        for row in self.events.ordered:
            said.setdefault(row.first, {}).setdefault(row.second, []).append((row, weights.get(row, 1.0)))
        return said

    def _pairs(self, one: str, other: str) -> Iterator[Contribution]:
        mine, theirs = self._said.get(one, {}), self._said.get(other, {})
        nominal = self.events.scale.kind == "nominal"
        for unit in sorted(mine.keys() & theirs.keys()):
            for row, weight in mine[unit]:
                for row2, weight2 in theirs[unit]:
                    share = self._share(row.qualifier, row2.qualifier)
                    if share:
                        yield Contribution(
                            unit, (row.statement, row2.statement), share * math.sqrt(weight * weight2)
                        )
        if nominal and self.aggregation in ("conflict", "subtract"):
            sign = 1.0 if self.aggregation == "conflict" else -1.0
            for here, there in ((mine, theirs), (theirs, mine)):
                for unit in sorted(here):
                    answered = {row.qualifier for row, weight in there.get(unit, ()) if weight}
                    for row, weight in here[unit]:
                        if row.qualifier not in answered:
                            yield Contribution(unit, (row.statement,), sign * weight)

    def _share(self, one: Qualifier | None, other: Qualifier | None) -> float:
        if self.aggregation == "ignore":
            return 1.0
        if one is None or other is None:
            return 0.0
        distance = self.events.scale.distance(one, other)
        if self.aggregation == "congruence":
            return 1.0 - distance
        if self.events.scale.kind == "nominal":
            # Conflict of nominal values stands on what only one of the two says.
            return 0.0 if self.aggregation == "conflict" else 1.0 - distance
        return distance if self.aggregation == "conflict" else 1.0 - 2.0 * distance

    def _singles(self, one: str, other: str) -> Iterator[Contribution]:
        from remissgraf.queries.networks.affiliation import level_weight

        said = self._said.get(one, {}).get(other, [])
        if self.aggregation == "combine":
            for level in dict.fromkeys(row.qualifier for row, _ in said):
                if level is not None:
                    statements = tuple(row.statement for row, _ in said if row.qualifier == level)
                    yield Contribution(other, statements, level_weight("combine", self.events.scale, level))
            return
        for row, weight in said:
            share = level_weight(self.aggregation, self.events.scale, row.qualifier)
            if share:
                yield Contribution(other, (row.statement,), share * weight)
