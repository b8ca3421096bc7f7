"""The shell on a terminal: editing over several lines, completion, history, paging. It knows prompt_toolkit, and nothing of queries."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.history import History
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from remissgraf.cli.answers import terminal_look
from remissgraf.cli.console import note, warn
from remissgraf.cli.shell.session import Reply, Session, is_whole
from remissgraf.cli.shell.words import candidates, known_words
from remissgraf.errors import RemissgrafError

if TYPE_CHECKING:
    from prompt_toolkit.document import Document

    from remissgraf.cli.shell.history import Entries

__all__ = ["run_shell"]


def run_shell(session: Session, entries: Entries | None) -> None:
    """Ask and answer until the user leaves. entries: the history, None to keep none."""
    prompt: PromptSession[str] = PromptSession(
        message="remissgraf> ",
        multiline=True,
        prompt_continuation=lambda width, line, soft: "." * (width - 1) + " ",
        completer=_Completer(session),
        complete_while_typing=False,
        history=_History(entries),
        auto_suggest=AutoSuggestFromHistory(),
        key_bindings=_keys(),
        enable_history_search=True,
    )
    note("A query of the library, SPARQL, or .help. Tab completes, Ctrl-D leaves.")
    while True:
        try:
            text = prompt.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        try:
            reply = session.reply(text, terminal_look())
            _show(reply)
        except (RemissgrafError, OSError) as error:
            note(f"Error: {error}")
        except KeyboardInterrupt:
            note("Stopped.")
        else:
            if reply.ends:
                return


def _show(reply: Reply) -> None:
    """The answer, in the user's pager where it is longer than the screen."""
    lines = _lines(reply.text)
    first = list(islice(lines, max(shutil.get_terminal_size().lines - 2, 5)))
    following = next(lines, None)
    if following is None:
        click.echo("".join(first), nl=False)
    else:
        click.echo_via_pager(chain(first, (following,), lines))
    for text in reply.notes:
        warn(text)


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces of text as lines, each with its end."""
    rest = ""
    for piece in pieces:
        *whole, rest = (rest + piece).split("\n")
        yield from (f"{line}\n" for line in whole)
    if rest:
        yield f"{rest}\n"


def _keys() -> KeyBindings:
    """Enter runs what is whole and else begins a new line; Alt-Enter begins a new line always."""
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.document.is_cursor_at_the_end and is_whole(f"{buffer.text}\n"):
            buffer.validate_and_handle()
        else:
            buffer.newline(copy_margin=True)

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.newline()

    return keys


class _Completer(Completer):
    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        for found in candidates(document.text_before_cursor, known_words(self._session.lang)):
            yield Completion(found.text, start_position=-found.back, display_meta=found.meaning)


class _History(History):
    """Entries in a file; without one what was typed lasts as long as the shell."""

    def __init__(self, entries: Entries | None) -> None:
        super().__init__()
        self._entries = entries

    def load_history_strings(self) -> Iterable[str]:
        """The newest first, as prompt_toolkit wants them."""
        return reversed(self._entries.load()) if self._entries else ()

    def store_string(self, string: str) -> None:
        if self._entries:
            self._entries.add(string)
