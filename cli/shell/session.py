"""What an input of the shell means and what it answers: a query of the library, SPARQL, or a command that begins with a full stop.

It knows queries and formats, no terminal: text comes in, text goes out.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from remissgraf.errors import QueryError
from remissgraf.queries import library
from remissgraf.queries.formats import FORMATS, Look
from remissgraf.queries.guard import BEGINNINGS

if TYPE_CHECKING:
    from remissgraf.queries.library import Query
    from remissgraf.queries.result import Result
    from remissgraf.queries.workers import Pool

__all__ = ["COMMANDS", "Reply", "Session", "is_whole"]

# Command → what comes after it, and what it does.
COMMANDS: Final = {
    "help": ("", "what can be written here"),
    "queries": ("[WORD]", "the queries of the library, those with WORD in their name or question"),
    "schema": ("[CLASS]", "the classes and properties of the graph, or of one class"),
    "explain": ("QUERY", "what would run"),
    "format": ("NAME", "how answers are written: table, csv, json …"),
    "limit": ("N|off", "how many rows are shown at most"),
    "timeout": ("SECONDS|off", "when a query is stopped"),
    "lang": ("sv|en", "the language of labels"),
    "save": ("FILE", "write the last answer to a file, in the format that its name ends in"),
    "quit": ("", "leave; so does Ctrl-D"),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """text: in pieces. notes: lines beside the data. ends: whether the shell is to end."""

    text: Iterator[str]
    notes: tuple[str, ...] = ()
    ends: bool = False


@dataclass(frozen=True, slots=True)
class _Settings:
    lang: str
    form: str = "table"
    limit: int | None = 1_000
    timeout: float | None = 60.0


class Session:
    """A workspace that is asked one input after the other; a build meanwhile is seen by the next query.

    Its queries run in a process that stays until the session is closed, so that none waits for one to start.
    """

    def __init__(self, workspace: Path, lang: str) -> None:
        self._workspace = workspace
        self._settings = _Settings(lang)
        self._last: Result | None = None
        self._pool: tuple[Path, Pool] | None = None
        self._look = Look()
        self._commands: dict[str, Callable[[str], Reply]] = {
            "help": self._help,
            "queries": self._queries,
            "schema": self._schema,
            "explain": self._explain,
            "format": self._format,
            "limit": self._limit,
            "timeout": self._timeout,
            "lang": self._lang,
            "save": self._save,
            "quit": lambda rest: Reply(iter(()), ends=True),
        }

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process that answers."""
        if self._pool is not None:
            self._pool[1].close()
            self._pool = None

    @property
    def lang(self) -> str:
        return self._settings.lang

    def reply(self, text: str, look: Look) -> Reply:
        """The answer to a whole input. look: how wide a table may be.

        Raises RemissgrafError as `remissgraf query` does, and QueryError "query.shell" for a command that there is not.
        """
        self._look = look
        text = text.strip()
        if not text:
            return Reply(iter(()))
        if text.startswith("."):
            name, _, rest = text[1:].partition(" ")
            if name not in self._commands:
                raise _wrong(f"there is no command .{name[:40]}", ".help lists them")
            return self._commands[name](rest.strip())
        query, given = _read(text)
        return self._ask(query, given)

    def _ask(self, query: Query | str, given: dict[str, str]) -> Reply:
        from remissgraf.graph.workspace.opened import find_store
        from remissgraf.queries.advice import advise
        from remissgraf.queries.result import collect
        from remissgraf.queries.run import with_language
        from remissgraf.queries.workers import Limits

        settings = self._settings
        _, store = find_store(self._workspace)
        limits = Limits(seconds=settings.timeout)
        if settings.limit is not None:
            limits = replace(limits, rows=None)
        given = with_language(query, given, settings.lang)
        with self._pool_on(store).asked(query, given, limits=limits) as answer:
            result = collect(answer, settings.limit)
        notes = [str(advice) for advice in (advise(query) if isinstance(query, str) else ())]
        if not result.complete:
            notes.append(f"Only the first {settings.limit} rows are shown; .limit changes that.")
        return self._shown(result, notes)

    def _pool_on(self, store: Path) -> Pool:
        from remissgraf.queries.workers import Pool

        if self._pool is not None and self._pool[0] == store:
            return self._pool[1]
        self.close()
        pool = Pool(store, 1)
        self._pool = store, pool
        return pool

    def _shown(self, result: Result, notes: Iterable[str] = ()) -> Reply:
        """The answer in the chosen format, or as a table where that cannot hold it."""
        self._last = result
        form = FORMATS[self._settings.form]
        chosen = form if result.kind in form.kinds else FORMATS["table"]
        return Reply(chosen.render(result, self._look), tuple(notes))

    def _help(self, rest: str) -> Reply:
        lines = [
            "SPARQL, over as many lines as it takes: Enter runs it when its brackets are closed, Alt-Enter begins a new line.",
            'A query of the library: positions, or statements-by-actor actor="Norrviks kommun" chapter=A.',
            "Tab completes prefixes, classes, properties, names and parameters. Ctrl-C stops a query.",
            "",
            *(f"  {f'.{name} {argument}':22}{meaning}" for name, (argument, meaning) in COMMANDS.items()),
        ]
        return Reply(iter(f"{line}\n" for line in lines))

    def _queries(self, rest: str) -> Reply:
        lang = self._settings.lang
        found = library.matching(rest, lang)
        width = max((len(query.name) for query in found), default=0)
        return Reply(iter(f"{query.name:{width}}  {query.question[lang]}\n" for query in found))

    def _schema(self, rest: str) -> Reply:
        from remissgraf.graph.workspace.opened import open_workspace
        from remissgraf.queries.schema import survey, to_result

        return self._shown(to_result(survey(open_workspace(self._workspace).store, rest or None)))

    def _explain(self, rest: str) -> Reply:
        from remissgraf.graph.workspace.opened import open_workspace
        from remissgraf.queries.preview import preview
        from remissgraf.queries.run import with_language

        if not rest:
            raise _wrong("there is nothing to explain", "write .explain and a query")
        query, given = _read(rest)
        store = open_workspace(self._workspace).store
        shown = preview(store, query, with_language(query, given, self._settings.lang))
        bound = (f"?{name} = {term}\n" for name, term in shown.bound.items())
        return Reply(iter([*bound, shown.prefixes, shown.text, "\n"]))

    def _format(self, rest: str) -> Reply:
        if rest not in FORMATS:
            raise _wrong(f"no format {rest[:40]!r}", f"formats are {', '.join(FORMATS)}")
        self._settings = replace(self._settings, form=rest)
        return Reply(iter(()))

    def _limit(self, rest: str) -> Reply:
        self._settings = replace(self._settings, limit=_whole(rest))
        return Reply(iter(()))

    def _timeout(self, rest: str) -> Reply:
        seconds = _whole(rest)
        self._settings = replace(self._settings, timeout=None if seconds is None else float(seconds))
        return Reply(iter(()))

    def _lang(self, rest: str) -> Reply:
        if rest not in library.LANGUAGES:
            raise _wrong(f"no language {rest[:40]!r}", f"languages are {', '.join(library.LANGUAGES)}")
        self._settings = replace(self._settings, lang=rest)
        return Reply(iter(()))

    def _save(self, rest: str) -> Reply:
        from remissgraf.cli.answers import write_answer

        if self._last is None or not rest:
            raise _wrong(
                "there is no answer to save" if rest else "no file is named", "ask first, then .save FILE"
            )
        try:
            path = Path(rest).expanduser()
        except RuntimeError:
            raise _wrong(f"{rest[:40]!r} names a home that there is not", "write the path out") from None
        if "\x00" in rest:
            raise _wrong("a file's name cannot hold a null character", "write another name")
        write_answer(self._last, None, path)
        return Reply(iter(()), (f"Wrote {path}.",))


def is_whole(text: str) -> bool:
    """Whether an input can be run as it stands: a command, the name of a query with its parameters, or SPARQL whose brackets are closed.

    Two line ends in a row end any input, so that a mistake can be sent and told.
    """
    bare = text.strip()
    if not bare or bare.startswith(".") or text.endswith("\n\n"):
        return True
    if not _is_sparql(bare):
        return bare.count('"') % 2 == 0
    resource = bare.split()[0].upper() == "DESCRIBE" and len(bare.split()) > 1
    return _closed(bare) and ("{" in bare or resource)


def _is_sparql(text: str) -> bool:
    return "{" in text or text.startswith("#") or text.split()[0].upper() in BEGINNINGS


def _closed(text: str) -> bool:
    """Whether the brackets outside strings, IRIs and comments are closed; a wrong one counts as closed, because it will be told."""
    from remissgraf.graph.sparql import tokens

    try:
        tokens(text)
    except QueryError as error:
        return "is not closed" not in error.message
    return True


def _read(text: str) -> tuple[Query | str, dict[str, str]]:
    """A query of the library with its parameters where the first word is no SPARQL, else the text itself."""
    if _is_sparql(text):
        return text, {}
    try:
        first, *rest = shlex.split(text)
    except ValueError:
        raise _wrong("a quotation mark is not closed", 'write name="a value"') from None
    query = library.get(first)
    given = {}
    for word in rest:
        name, equals, value = word.partition("=")
        if not equals:
            raise _wrong(f"{word[:40]!r} is no parameter", 'write name=value, or name="a value"')
        given[name] = value
    return query, given


def _whole(text: str) -> int | None:
    if text == "off":
        return None
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 10**9:
        raise _wrong(f"{text[:40]!r} is no number", "write a whole number from 1, or off")
    return int(text)


def _wrong(message: str, remedy: str) -> QueryError:
    return QueryError(message, remedy=remedy, code="query.shell")
