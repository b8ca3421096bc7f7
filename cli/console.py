"""What commands print beside their data: notes and warnings on standard error, progress on a terminal. Data goes to standard output."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "binary_sink",
    "count",
    "is_stdout",
    "note",
    "out",
    "progress",
    "reader_gone",
    "sink",
    "visible",
    "warn",
]

# What a file's name or text must not do to a terminal: commands to it, turned reading direction, what no encoding holds.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Text for a terminal: control characters and marks that turn the reading direction as backslash codes; line feeds stay.

    >>> visible("svar\\u202efdp.md")
    'svar\\\\u202efdp.md'
    """
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def note(text: str) -> None:
    """A line for people, on standard error."""
    click.echo(visible(text), err=True)


def warn(text: str) -> None:
    """A warning or problem that did not stop the work, on standard error."""
    click.echo(click.style("! ", fg="yellow") + visible(text), err=True)


def out() -> Console:
    """Standard output as a rich console; honours NO_COLOR, and is as wide as its content where it is no terminal."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=200)
    return console


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 file", "12 files"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}".replace(",", "\u202f")


@contextmanager
def sink(output: Path | None) -> Iterator[Callable[[str], object]]:
    """A function that writes text to a file, which appears whole when the block ends well, or to standard output (None, "-")."""
    if is_stdout(output):
        with _until_closed():
            yield sys.stdout.write
        return
    with binary_sink(output) as stream:
        yield lambda text: stream.write(text.encode("utf-8", "backslashreplace"))


@contextmanager
def binary_sink(output: Path | None) -> Iterator[BinaryIO]:
    """The same for bytes."""
    if output is None or is_stdout(output):
        with _until_closed():
            yield sys.stdout.buffer
        return
    from remissgraf.atomic import open_atomic

    with open_atomic(output) as stream:
        yield stream


def is_stdout(output: Path | None) -> bool:
    """Whether the option --output means standard output."""
    return output is None or str(output) == "-"


@contextmanager
def _until_closed() -> Iterator[None]:
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        reader_gone()
        raise click.exceptions.Exit(0) from None


def reader_gone() -> None:
    """To be called where the reader of standard output (head, less) has what it wanted: what is left in the buffer goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on a terminal (files done, rate, time left), nothing in a pipe. Yields a function of done, total and name."""
    if not sys.stderr.isatty():
        yield lambda done, total, name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, name="", rate="")

        def step(done: int, total: int, name: str) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{done / elapsed:.1f}/s" if elapsed > 0 and done else ""
            bar.update(task, completed=done, total=total, name=visible(name)[-50:], rate=rate)

        yield step
