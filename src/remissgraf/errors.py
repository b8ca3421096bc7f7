"""Every error that a user can meet, as one family.

An error says what is wrong, where, and how to mend it, and carries a stable code that leads to a section of docs/errors.md.
The command line prints it as text and never as a traceback; this module must not know how.
"""

from __future__ import annotations


class RemissgrafError(Exception):
    """Something that the user can mend.

    message: what is wrong, one sentence without a full stop.
    where: file, line, IRI … that it concerns, or None.
    remedy: how to mend it, one sentence, or None.
    code: stable, of the form "room.kind"; a subclass gives the default.
    """

    code = "remissgraf"
    exit_status = 1

    def __init__(
        self, message: str, *, where: str | None = None, remedy: str | None = None, code: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f"\n  {self.remedy}" if self.remedy else ""
        return f"{place}{self.message}{remedy}"


class ReadError(RemissgrafError):
    """A file that cannot be read as a document: empty, encrypted, damaged, of another kind than its suffix, too large."""

    code = "read"


class ConfigError(RemissgrafError):
    """A mistake in remissgraf.toml or in a vocabulary file, with file, line and (where it makes sense) column."""

    code = "config"

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        line: int | None = None,
        column: int | str | None = None,
        remedy: str | None = None,
        code: str | None = None,
    ) -> None:
        place = where
        if place is not None and line is not None:
            place += f", line {line}"
        if place is not None and column is not None:
            place += f", column {column}"
        super().__init__(message, where=place, remedy=remedy, code=code)
        self.line = line
        self.column = column


class WorkspaceError(RemissgrafError):
    """The folder is no workspace, has not been built, or is being built by another process."""

    code = "workspace"


class QueryError(RemissgrafError):
    """A SPARQL query or one of its parameters is wrong, or asks for what is not allowed."""

    code = "query"


class StoreError(RemissgrafError):
    """A server that holds the graph cannot be reached, refuses, or does not do what was asked."""

    code = "store"


class OntologyError(RemissgrafError):
    """An axiom, a rule or a gazetteer row that this version does not support or cannot read."""

    code = "ontology"


class ExportError(RemissgrafError):
    """The graph or network cannot be written in the format or to the place asked for."""

    code = "export"


class CorpusError(RemissgrafError):
    """An annotated corpus, or predictions for one, that cannot be evaluated."""

    code = "corpus"


class NetworkError(RemissgrafError):
    """A discourse network that cannot be computed: an option that is not known or does not go with another, values beyond the scale."""

    code = "network"


class ReportError(RemissgrafError):
    """A consultation report that cannot be made: no consultation of that name, another edition than the graph's, a template of no use."""

    code = "report"
