"""How many are for and against each unit, as bars to both sides of a line. It knows events, no store."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from remissgraf.errors import NetworkError
from remissgraf.queries.figures.page import label, sheet, style, words
from remissgraf.queries.networks.events import Events, Qualifier
from remissgraf.queries.networks.palette import polarity_looks

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Sides", "draw_bars", "sides"]

# More bars than this are no picture; those with most are drawn.
_MOST: Final = 120
_BAR_INCHES: Final = 0.3


class Sides(NamedTuple):
    """A unit's holders, each counted once a side: in favour, against, and those that take neither side."""

    unit: str
    favour: int
    against: int
    neither: int


def sides(events: Events) -> tuple[Sides, ...]:
    """How many holders are for and against each unit, those with most sides taken first.

    On a numeric scale values above 0 are for, below 0 against. A holder that is both for and against counts on both sides, and among
    those without a side only if it takes none. Raises NetworkError "network.scale" for a nominal scale.

    >>> from remissgraf.queries.networks.events import Event
    >>> said = [("A", "x", True), ("A", "x", True), ("B", "x", False), ("C", "x", None), ("A", "y", None)]
    >>> [tuple(row) for row in sides(Events.of(Event(f"s{n}", *each) for n, each in enumerate(said)))]
    [('x', 1, 1, 1), ('y', 0, 0, 1)]
    """
    if events.scale.kind == "nominal":
        raise NetworkError("bars need a qualifier with two sides", code="network.scale")
    holders: defaultdict[str, tuple[set[str], set[str], set[str]]] = defaultdict(
        lambda: (set(), set(), set())
    )
    for row in events.rows:
        holders[row.second][_side(row.qualifier, boolean=events.scale.kind == "boolean")].add(row.first)
    rows = [
        Sides(unit, len(favour), len(against), len(neither - favour - against))
        for unit, (favour, against, neither) in holders.items()
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (-(row.favour + row.against), -row.neither, events.label(row.unit), row.unit),
        )
    )


def _side(qualifier: Qualifier | None, *, boolean: bool) -> int:
    if qualifier is None or (not boolean and qualifier == 0):
        return 2
    return int(not qualifier) if boolean else int(int(qualifier) < 0)


def draw_bars(events: Events, lang: str, counted: str = "holders", *, agreement: bool = True) -> Figure:
    """The picture of `sides`. To be called within `page.drawing`.

    counted: of what the numbers are, a key of the words in style.toml. agreement: whether the sides are for and against; those of a verb's
    polarity are not called so.
    """
    from matplotlib.patches import Patch
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    said, found = words(lang), sides(events)
    rows = found[:_MOST]
    figure = sheet(8.0, 1.5 + _BAR_INCHES * max(1, len(rows)))
    tall = figure.get_size_inches()[1]
    axes = figure.add_axes((0.38, 0.75 / tall, 0.54, 1 - 1.15 / tall))
    if not rows:
        axes.set_axis_off()
        axes.text(0.5, 0.5, said["empty"], ha="center", va="center")
        return figure
    looks = polarity_looks()
    places = list(range(len(rows)))
    axes.barh(places, [row.favour for row in rows], height=0.62, color=looks["positive"].light)
    # Hatched, so that the sides can be told apart without colour.
    axes.barh(
        places, [-row.against for row in rows], height=0.62, facecolor="white", edgecolor=looks["negative"].light, hatch="////"
    )  # fmt: skip
    widest = max(1, *(max(row.favour, row.against) for row in rows))
    for place, row in enumerate(rows):
        for value, align in ((row.favour, "left"), (-row.against, "right")):
            if value:
                step = 0.02 * widest * (1 if value > 0 else -1)
                axes.text(value + step, place, str(abs(value)), ha=align, va="center", size=7)
        if row.neither:
            axes.text(
                1.01, place, str(row.neither), transform=axes.get_yaxis_transform(), va="center", size=7,
                color=style()["faint"],
            )  # fmt: skip
    axes.axvline(0, color=style()["ink"], linewidth=0.8)
    axes.set_yticks(places, [label(events.label(row.unit), 42, 2) or "·" for row in rows], size=7)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    left = 1.15 * max(row.against for row in rows)
    right = 1.15 * max(row.favour for row in rows)
    axes.set_xlim(-max(left, 0.15 * right, 0.5), max(right, 0.15 * left, 0.5))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, place: f"{abs(value):g}"))
    axes.tick_params(length=0, labelsize=7)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_xlabel(said[counted], size=8)
    if any(row.neither for row in rows):
        axes.text(
            1.01, 1.0, said["without"], transform=axes.transAxes, size=7, color=style()["faint"], va="bottom"
        )  # fmt: skip
    figure.legend(
        handles=[
            Patch(facecolor="white", edgecolor=looks["negative"].light, hatch="////", label=said["against" if agreement else "con"]),
            Patch(facecolor=looks["positive"].light, edgecolor=looks["positive"].light, label=said["for" if agreement else "pro"]),
        ],
        loc="upper left", ncols=2, frameon=False, fontsize=8, bbox_to_anchor=(0.0, 1.0),
    )  # fmt: skip
    if len(found) > len(rows):
        figure.text(0.01, 0.08 / tall, said["more"].format(shown=len(rows), number=len(found)), size=7, color=style()["faint"])  # fmt: skip
    return figure
