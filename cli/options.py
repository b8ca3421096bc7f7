"""Options and arguments that several commands share, as decorators, so that they read and behave the same everywhere."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["Seconds", "lang_option", "output_option", "store_option", "vocabulary_option", "workspace_option"]

F = TypeVar("F", bound=Callable[..., Any])


class Seconds(click.FloatRange):
    """A number of seconds, 0 to a million; "nan", which Python takes for a number, is none."""

    name = "seconds"

    def __init__(self) -> None:
        super().__init__(min=0, max=1_000_000)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value} is no number of seconds.", param, ctx)
        return number


def workspace_option(function: F) -> F:
    """--workspace DIR as `workspace: Path`, the current folder by default."""
    return click.option(
        "--workspace",
        "-w",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        show_default="the current folder",
        help="The workspace to act on.",
    )(function)


def vocabulary_option(*, usual: str) -> Callable[[F], F]:
    """--workspace DIR as `workspace: Path | None`, for commands that work without one: only its vocabulary and strategy are used.

    usual: what is taken where it is not given, in words.
    """
    return click.option(
        "--workspace",
        "-w",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        default=None,
        show_default=usual,
        help="Take vocabulary and strategy from this workspace.",
    )


def output_option(*, required: bool, folder: bool = False) -> Callable[[F], F]:
    """-o FILE as `output: Path | None`; "-" and None are standard output (see `console.is_stdout`). folder: it may be one."""
    return click.option(
        "--output",
        "-o",
        metavar="FILE",
        type=click.Path(dir_okay=folder, path_type=Path, allow_dash=True),
        required=required,
        help="Write to FILE, whole or not at all; - is standard output"
        + ("." if required else ", and so is none."),
    )


def lang_option(function: F) -> F:
    """--lang as `lang: str | None`; None means the workspace's own language."""
    return click.option(
        "--lang",
        type=click.Choice(["sv", "en"]),
        default=None,
        show_default="the workspace's language",
        help="Language of labels.",
    )(function)


def store_option(help: str) -> Callable[[F], F]:
    """--store as `store: str | None`: a server's address, or its name in remissgraf.toml."""
    return click.option("--store", metavar="URL|NAME", default=None, help=help)
