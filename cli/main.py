"""The command `remissgraf`: a table of commands that are imported when called, and one place where errors become messages.

Nothing heavy is imported here: `remissgraf --help` must cost little more than a bare click program.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Final

import click

from remissgraf import __version__
from remissgraf.cli.console import note, reader_gone
from remissgraf.errors import RemissgrafError

__all__ = ["COMMANDS", "LazyGroup", "cli", "main"]

# Name, module in cli/commands and the line that --help shows; a test holds each line equal to the command's own.
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "demo": ("demo", "Make the bundled example workspace, build it and show what it holds."),
    "init": ("init", "Make a new, empty workspace."),
    "build": ("build", "Read every response and build the graph."),
    "forget": (
        "forget",
        "Remove a response, or a hand-coded corpus, and all that was made of it, and show that it is gone.",
    ),
    "import-dna": ("import_dna", "Add a hand-coded .dna database (version 3) to the workspace."),
    "extract": ("extract", "Print the statements found in single files, one JSON object a line."),
    "query": ("query", "Ask the graph: a query of the library, a SPARQL file, or standard input."),
    "shell": ("shell", "Ask the graph interactively: several lines, completion, history, paged answers."),
    "schema": ("schema", "Show which classes and properties the graph has, and how many of each."),
    "search": ("search", "Search the text of statements and responses, in any form of the words."),
    "serve": (
        "serve",
        "Serve the graph on this machine: a SPARQL endpoint, and pages to read, search and ask with.",
    ),
    "explain": ("explain", "Show why a triple holds: which axioms and rules gave it, from which sentences."),
    "export": (
        "export",
        "Write the graph as RDF, the actor × chapter network, or a database for coding by hand.",
    ),
    "network": (
        "network",
        "Compute a discourse network and write it, each tie with the statements behind it.",
    ),
    "report": (
        "report",
        "Draft the report on the responses: who says what of which chapter, every claim with its quote.",
    ),
    "sample": ("sample", "Draw a random sample of statements and texts for a person to code, as a CSV."),
    "view": ("view", "Make an HTML page to look at."),
    "evaluate": ("evaluate", "Measure the extraction on an annotated corpus."),
    "candidates": (
        "candidates",
        "List initiatives and topics that the responses name and the vocabulary lacks.",
    ),
    "check": ("check", "Check the built graph: shapes, contradictions, and every quote against its text."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called or asked for help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"remissgraf.cli.commands.{COMMANDS[cmd_name][0]}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            # Imported here: only a mistyped name needs it.
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: remissgraf demo",
)
@click.version_option(__version__, prog_name="remissgraf")
def cli() -> None:
    """Turn a strategy and its consultation responses (remissvar) into a knowledge graph of statements: who takes
    which stance on which chapter, naming which initiative, each with its exact quote and place.

    Commands act on the workspace in the current folder, or on --workspace DIR.
    """


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 a problem in data or query, 2 wrong usage, 130 interrupted."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # A pipe or file gets UTF-8 whatever the locale; a terminal keeps its own encoding. Neither ever fails on a letter.
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run(args))


def _open_closed_streams() -> None:
    """Standard streams that the caller closed lead nowhere. Python has None in their place, on which every print would fail.

    They stay open, and keep their numbers from files that are opened later and would be taken for them.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - it stays open as the stream


def _run(args: list[str] | None) -> int:
    try:
        status = cli.main(args, prog_name="remissgraf", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Interrupted. What was there before stays as it was.", err=True)
        return 130
    except RemissgrafError as error:
        note(f"Error: {error}\n  [{error.code}]")
        return error.exit_status
    except (BrokenPipeError, SystemExit):
        # Click, too, exits of itself where the reader of its help is gone, and only there.
        reader_gone()
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        note(f"Error: {place}{error.strerror or error}\n  [os]")
        return 1
