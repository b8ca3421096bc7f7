"""A discourse network as a file or a table: what `remissgraf network` was asked for, computed and written. Parses no arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from remissgraf.cli.console import binary_sink, out, sink, visible
from remissgraf.errors import NetworkError
from remissgraf.queries.networks.choice import compute, usual_aggregation
from remissgraf.queries.networks.duplicates import once
from remissgraf.queries.networks.events import Events
from remissgraf.queries.networks.network import Network
from remissgraf.queries.networks.windows import windows

__all__ = ["Wanted", "measure_table", "write", "write_windows"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """kind: "actors", "units", "affiliation" or "events"; aggregation None: the usual one of the kind; the others as in projections."""

    kind: str
    aggregation: str | None
    normalization: str
    duplicates: str

    @property
    def chosen(self) -> str:
        """The aggregation asked for, else the usual one of the kind."""
        return self.aggregation or usual_aggregation(self.kind)

    def network(
        self, events: Events, weights: Sequence[float] | None = None, nodes: Events | None = None
    ) -> Network:
        """Compute it (`choice.compute`). Raises NetworkError where the options do not go together."""
        return compute(
            self.kind, events, self.chosen, self.normalization, self.duplicates, weights=weights, nodes=nodes
        )


def measure_table(wanted: Wanted, events: Events) -> None:
    """Print the measures of the network's nodes, strongest first, and below them those of the whole network."""
    from remissgraf.queries.networks.summary import node_rows, whole_rows

    network = wanted.network(events)
    graph = network.graph(statements=False)
    console = out()
    for title, (columns, rows) in (("Nodes", node_rows(graph)), ("Network", whole_rows(graph))):
        table = Table(title=title, title_justify="left", box=None)
        for number, column in enumerate(columns):
            table.add_column(column, justify="right" if number else "left")
        for row in rows:
            table.add_row(*(_shown(value) for value in row))
        console.print(table)


def _shown(value: str | int | float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else visible(escape(str(value)))


def write(wanted: Wanted, events: Events, form: str, output: Path) -> None:
    """Write the network, or the events themselves, to `output`; "-" is standard output."""
    if wanted.kind == "events":
        _write_list(wanted, events, form, output)
    else:
        _write_graph(wanted.network(events), form, output)


def write_windows(
    wanted: Wanted, events: Events, form: str, output: Path, width: int, unit: str, kernel: str | None
) -> int:
    """A network for each window, all of the same nodes, beside `output`: its name with number and middle. The number of networks.

    Duplicates drop over the whole time, before it is cut into windows.
    """
    if wanted.kind == "events":
        raise NetworkError("statements are listed once, not by window", code="network.option")
    kept = once(events, wanted.duplicates, qualifier=wanted.chosen != "ignore")
    undivided = replace(wanted, duplicates="include")
    number = 0
    for number, window in enumerate(windows(kept, width, unit, kernel=kernel), 1):
        network = undivided.network(window.events, window.weights, kept)
        name = f"{output.stem}.{number:04}.{window.middle:%Y-%m-%dT%H%M}{output.suffix}"
        _write_graph(network, form, output.with_name(name))
    return number


def _write_list(wanted: Wanted, events: Events, form: str, output: Path) -> None:
    if form != "csv":
        raise NetworkError(
            "statements are written as CSV alone", remedy="Add --format csv.", code="network.option"
        )
    from remissgraf.queries.networks.listing import event_list

    with sink(output) as put:
        for line in event_list(events, wanted.duplicates):
            put(line)


def _write_graph(network: Network, form: str, output: Path) -> None:
    from remissgraf.queries.networks.writers import write_network

    graph = network.graph()
    with binary_sink(output) as file:
        write_network(graph, form, file)
