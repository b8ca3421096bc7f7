"""What pictures share: the sheet they are drawn on, words and colours, labels made safe, and the file. It knows no network.

The same picture gives the same bytes: no clock time, no user's settings, no random ids.
"""

from __future__ import annotations

import textwrap
import tomllib
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from remissgraf.errors import ExportError, NetworkError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["PICTURES", "drawing", "label", "refuse_beyond", "sheet", "style", "words", "write_picture"]

PICTURES: Final = ("svg", "png", "pdf")
# Dots per inch, and the most along a side: large pictures are for SVG and PDF, which have no dots.
_RESOLUTION: Final = 200
_MOST_DOTS: Final = 6000
# Without the time and the program's version.
_UNDATED: Final[Mapping[str, Mapping[str, None]]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


@cache
def style() -> Mapping[str, Any]:
    """The content of style.toml."""
    text = resources.files(__package__).joinpath("style.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def words(lang: str) -> Mapping[str, str]:
    """The words in pictures in that language ("sv", "en"). Raises NetworkError "network.option"."""
    known = style()["words"]
    if lang not in known:
        raise NetworkError(
            f"pictures have no words in {lang!r}",
            remedy=f"There are {', '.join(known)}.",
            code="network.option",
        )
    found: Mapping[str, str] = known[lang]
    return found


@contextmanager
def drawing() -> Iterator[None]:
    """The settings that figures are drawn and written in, whatever the user's own are.

    Raises ExportError "export.figures" where matplotlib is not installed.
    """
    try:
        import matplotlib
    except ImportError as failure:
        raise ExportError(
            "pictures need matplotlib, which is not installed",
            remedy='Install it with: pip install "remissgraf[figures]"',
            code="export.figures",
        ) from failure
    with matplotlib.rc_context(), warnings.catch_warnings():
        # A letter that the font lacks is a box in PNG and PDF; SVG names the letter and leaves it to the reader's fonts.
        warnings.filterwarnings("ignore", message="(Glyph|Matplotlib currently does not support)")
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "font.family": ["sans-serif"],
                "font.sans-serif": style()["fonts"][:-1],
                "font.size": 8.0,
                # A label is text: "$" and "\\" in a name are letters.
                "text.parse_math": False,
                "text.usetex": False,
                "text.color": style()["ink"],
                "axes.edgecolor": style()["faint"],
                "axes.linewidth": 0.6,
                # Text stays text: it can be searched, read aloud and edited.
                "svg.fonttype": "none",
                "svg.hashsalt": "remissgraf",
                "pdf.fonttype": 42,
                "hatch.linewidth": 0.6,
            }
        )
        yield


def sheet(width: float, height: float) -> Figure:
    """A white figure of so many inches. To be called within `drawing`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # At 72 dots per inch a pixel of the canvas is a point.
    figure = Figure(figsize=(width, height), dpi=72, facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def write_picture(figure: Figure, form: str, file: BinaryIO, title: str, *, crop: bool = True) -> None:
    """Write a figure in a format of PICTURES to an open binary file. To be called within `drawing`.

    title: in its metadata. crop: without empty margins; otherwise as large as the sheet, so that several pictures lie over each other.
    """
    metadata = {"Title": label(title, 200), **_UNDATED[form]}
    dots = min(_RESOLUTION, _MOST_DOTS / max(figure.get_size_inches()))
    figure.savefig(file, format=form, dpi=dots, metadata=metadata, bbox_inches="tight" if crop else None)


def label(text: str, width: int, lines: int = 1) -> str:
    """A name as it is drawn: in lines of about `width` letters, at most so many; what is cut ends in "…".

    Line ends and tabs are spaces; characters that are not seen (controls, marks that turn the reading direction, lone surrogates) go.

    >>> label("Norra\\nlänets \\u202ekommun", 30), label("Nämnden för buller och ljus i norr", 14, 2)
    ('Norra länets kommun', 'Nämnden för\\nbuller och…')
    """
    seen = "".join(
        letter for letter in " ".join(text.split()) if not unicodedata.category(letter).startswith("C")
    )
    # A word is not cut for the sake of a line a little shorter.
    longest = max(map(len, seen.split()), default=0)
    wide = max(width, min(longest, 3 * width // 2))
    wrapped = textwrap.wrap(seen, wide, max_lines=lines, placeholder="…")
    # A word that is too long for the last line leaves nothing of itself.
    return "\n".join([f"{seen[: wide - 1]}…"] if wrapped == ["…"] else wrapped)


def refuse_beyond(most: int, number: int) -> None:
    """Raises NetworkError "network.figure" where a picture would have more nodes than can be told apart."""
    if number > most:
        raise NetworkError(
            f"{number} nodes are too many for one picture, which holds {most}",
            remedy="Choose some with --include or --only, roll them up with --actors-as or --depth, or write a file for Gephi.",
            code="network.figure",
        )
