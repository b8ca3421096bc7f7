"""A discourse network as a file or a table: what `remissgraf network` was asked for, computed and written. Parses no arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from remissgraf.cli.console import binary_sink, count, note, out, progress, sink, visible, warn
from remissgraf.errors import NetworkError
from remissgraf.queries.figures.page import PICTURES
from remissgraf.queries.networks.choice import BOTH, SIDES, compute, side_by_side, usual_aggregation
from remissgraf.queries.networks.duplicates import once
from remissgraf.queries.networks.events import Events
from remissgraf.queries.networks.network import Network
from remissgraf.queries.networks.windows import count_windows, windows

if TYPE_CHECKING:
    import networkx as nx

    from remissgraf.queries.validation.sample import Coded

__all__ = [
    "FIGURES",
    "Wanted",
    "coded_sample",
    "error_table",
    "measure_table",
    "print_table",
    "write",
    "write_windows",
]

# Networks of time windows, each a file.
_MOST_WINDOWS = 5000
# Kinds of pictures, the usual one first.
FIGURES = ("network", "bars", "heatmap", "dendrogram")


@dataclass(frozen=True, slots=True)
class Wanted:
    """kind: "actors", "units", "affiliation" or "events"; aggregation, normalization None: the usual one; the others as in projections.

    figure: of FIGURES, for pictures. lang: "sv" or "en", of the words in them. backbone: the level of the disparity filter, None without.
    communities: of communities.METHODS. blocs: into how many the actors are split.
    unit, qualifier: as in `discourse`, for the words in pictures.
    """

    kind: str
    aggregation: str | None
    normalization: str | None
    duplicates: str
    figure: str = FIGURES[0]
    lang: str = "sv"
    backbone: float | None = None
    communities: str = "louvain"
    blocs: int = 2
    unit: str = "claim"
    qualifier: str = "agreement"

    @property
    def chosen(self) -> str:
        """The aggregation asked for, else the usual one of the kind."""
        return self.aggregation or usual_aggregation(self.kind)

    @property
    def divided(self) -> str:
        """The normalization asked for, else the usual one: likeness is measured whatever the number of statements."""
        return self.normalization or ("true-cosine" if self.figure in ("heatmap", "dendrogram") else "no")

    def network(
        self, events: Events, weights: Sequence[float] | None = None, nodes: Events | None = None
    ) -> Network:
        """Compute it (`choice.compute`). Raises NetworkError where the options do not go together."""
        return compute(
            self.kind, events, self.chosen, self.divided, self.duplicates, weights=weights, nodes=nodes
        )

    def networks(
        self, events: Events, weights: Sequence[float] | None = None, nodes: Events | None = None
    ) -> tuple[Network, ...]:
        """The network, or that of each side where both are asked for. Raises NetworkError as `network`."""
        sides = SIDES if self.chosen == BOTH else (self.chosen,)
        return tuple(replace(self, aggregation=side).network(events, weights, nodes) for side in sides)


def measure_table(wanted: Wanted, events: Events) -> None:
    """Print the measures of the network's nodes, strongest first, those of the whole network, and what the network hangs on."""
    from remissgraf.queries.networks.communities import communities
    from remissgraf.queries.networks.polarization import polarization
    from remissgraf.queries.networks.structure import refuse_names
    from remissgraf.queries.networks.summary import bloc_rows, node_rows, standing_rows, unit_rows, whole_rows

    graph = _graph(wanted, wanted.network(events))
    refuse_names(graph)
    found = communities(graph, method=wanted.communities)
    blocs = (
        polarization(events, wanted.blocs, wanted.divided, wanted.duplicates)
        if wanted.kind == "actors"
        else None
    )
    tables = [("Nodes", node_rows(graph, found, blocs)), ("Network", whole_rows(graph, found))]
    if blocs is not None:
        tables += [
            ("Blocs", bloc_rows(events, blocs)),
            (
                "Without one respondent",
                standing_rows(events, wanted.divided, wanted.duplicates, wanted.blocs),
            ),
            (
                "Units that carry the network",
                unit_rows(events, wanted.chosen, wanted.divided, wanted.duplicates),
            ),
        ]
    for title, (columns, rows) in tables:
        print_table(title, columns, rows)


def coded_sample(sample: Path, events: Events) -> Coded:
    """What a person coded, with warnings where it does not fit the workspace as it is."""
    from remissgraf.queries.validation.sample import read_sample

    coded = read_sample(sample.read_bytes(), str(sample), events)
    if coded.gone:
        gone = count(coded.gone, "coded statement is", "coded statements are")
        warn(f"{gone} no longer in the graph: draw a new sample.")
    if coded.skipped:
        warn(
            f"{count(coded.skipped, 'row was', 'rows were')} skipped: what is coded may be no random sample."
        )
    return coded


def error_table(wanted: Wanted, events: Events, coded: Coded) -> None:
    """Print the figures of a network of actors with intervals from a sample that a person has coded."""
    from remissgraf.queries.networks.summary import error_rows

    with progress("mending") as step:
        columns, rows = error_rows(events, coded, wanted.divided, wanted.duplicates, progress=step)
    print_table("95 % intervals under errors of extraction", columns, rows)
    note(
        f"From a sample: {coded.right} statements right, {coded.side} on the other side, {coded.wrong} wrong;"
        f" {coded.missed} missed in {coded.pieces} of {coded.of_pieces} pieces of text."
    )


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str | int | float]]) -> None:
    """Print rows under a title, numbers to the right, texts to the left."""
    table = Table(title=title, title_justify="left", box=None)
    for number, column in enumerate(columns):
        texts = any(isinstance(row[number], str) for row in rows)
        table.add_column(column, justify="left" if not number or texts else "right")
    for row in rows:
        table.add_row(*(_shown(value) for value in row))
    out().print(table)


def _shown(value: str | int | float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else visible(escape(str(value)))


def write(
    wanted: Wanted, events: Events, form: str, output: Path, quotes: Callable[[], Mapping[str, str]]
) -> None:
    """Write the network, a picture, or the events themselves, to `output`; "-" is standard output.

    quotes: gives each statement's words, asked for where they are written.
    """
    if wanted.kind == "events":
        _write_list(wanted, events, form, output, quotes)
    elif form in PICTURES:
        _write_picture(wanted, events, form, output)
    else:
        _write_graph(wanted, wanted.networks(events), form, output)


def write_windows(
    wanted: Wanted,
    events: Events,
    form: str,
    output: Path,
    width: int,
    unit: str,
    kernel: str | None,
    *,
    start: datetime | None = None,
    stop: datetime | None = None,
) -> int:
    """A network for each window, all of the same nodes, beside `output`: its name with number and middle. The number of networks.

    start, stop: as in `windows`. Duplicates drop over the whole time, before it is cut into windows.
    """
    if wanted.kind == "events":
        raise NetworkError("statements are listed once, not by window", code="network.option")
    if form in PICTURES and wanted.figure != FIGURES[0]:
        raise NetworkError("of time windows there are pictures of networks alone", code="network.option")
    kept = once(events, wanted.duplicates, qualifier=wanted.chosen != "ignore")
    if count_windows(kept, width, unit, _MOST_WINDOWS, start=start, stop=stop) > _MOST_WINDOWS:
        raise NetworkError(
            f"there would be more than {_MOST_WINDOWS:,} networks".replace(",", " "),
            remedy="Take a longer --time-unit: windows move on by one of it.",
            code="network.option",
        )
    undivided = replace(wanted, duplicates="include")
    # In all pictures a node stands where it stands in that of the whole time.
    whole = undivided.network(kept).graph(statements=False) if form in PICTURES else None
    number = 0
    found = windows(kept, width, unit, kernel=kernel, start=start, stop=stop)
    for number, window in enumerate(found, 1):
        networks = undivided.networks(window.events, window.weights, kept)
        name = f"{output.stem}.{number:04}.{window.middle:%Y-%m-%dT%H%M}{output.suffix}"
        if form in PICTURES:
            _save_network(networks[0], wanted, form, output.with_name(name), whole)
        else:
            _write_graph(undivided, networks, form, output.with_name(name))
    return number


def _write_list(
    wanted: Wanted, events: Events, form: str, output: Path, quotes: Callable[[], Mapping[str, str]]
) -> None:
    if form != "csv":
        raise NetworkError(
            "statements are written as CSV alone", remedy="Add --format csv.", code="network.option"
        )
    from remissgraf.queries.networks.listing import event_list

    said = quotes()
    with sink(output) as put:
        for line in event_list(events, wanted.duplicates, said):
            put(line)


def _graph(wanted: Wanted, network: Network, *, statements: bool = False) -> nx.Graph[str]:
    """The network as a graph, of its backbone alone where that is wanted."""
    graph = network.graph(statements=statements)
    if wanted.backbone is None:
        return graph
    from remissgraf.queries.networks.structure import disparity_filter

    return disparity_filter(graph, wanted.backbone)


def _write_graph(wanted: Wanted, networks: tuple[Network, ...], form: str, output: Path) -> None:
    from remissgraf.queries.networks.writers import write_network

    graphs = [_graph(wanted, network, statements=True) for network in networks]
    with binary_sink(output) as file:
        write_network(graphs[0] if len(graphs) == 1 else side_by_side(graphs), form, file)


def _write_picture(wanted: Wanted, events: Events, form: str, output: Path) -> None:
    if wanted.figure == FIGURES[0]:
        _save_network(wanted.network(events), wanted, form, output)
        return
    from remissgraf.queries.figures.bars import draw_bars
    from remissgraf.queries.figures.page import drawing, write_picture
    from remissgraf.queries.figures.similarity import draw_dendrogram, draw_heatmap, similarity

    with drawing():
        if wanted.figure == "bars":
            # Of actors the bars are how many units each is for and against.
            turned, counted = (events.turned(), "units") if wanted.kind == "actors" else (events, "holders")
            figure = draw_bars(turned, wanted.lang, counted, agreement=wanted.qualifier == "agreement")
        else:
            draw = draw_heatmap if wanted.figure == "heatmap" else draw_dendrogram
            figure = draw(similarity(wanted.network(events)), wanted.lang)
        with binary_sink(output) as file:
            write_picture(figure, form, file, f"{wanted.figure}: {wanted.kind}")


def _save_network(
    network: Network, wanted: Wanted, form: str, output: Path, like: nx.Graph[str] | None = None
) -> None:
    from remissgraf.queries.figures.drawn import draw_network
    from remissgraf.queries.figures.page import drawing, write_picture

    with drawing():
        # Who speaks alike of a topic need not agree on it.
        agreement = wanted.qualifier == "agreement" and (not network.one_mode or wanted.unit == "claim")
        figure = draw_network(_graph(wanted, network), wanted.lang, like, agreement=agreement)
        with binary_sink(output) as file:
            write_picture(figure, form, file, f"{wanted.chosen}: {wanted.kind}", crop=like is None)
