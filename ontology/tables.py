"""Reading CSV tables so that a mistake is told with file, line and column: the gazetteers' and a workspace's own. Knows no entries."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from remissgraf.errors import ConfigError

__all__ = ["CONTROL", "Row", "read_table"]

# Control characters: no name holds them, and XML, and with it RDF/XML and GraphML, cannot.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its place. cells: every known column of the table, stripped, "" where the row or the table lacks it."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def list(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several values, written with "|" between them."""
        return tuple(part for part in (piece.strip() for piece in self.cells[column].split("|")) if part)

    def error(self, column: str, message: str, remedy: str) -> ConfigError:
        return ConfigError(
            message, where=self.file, line=self.line, column=column, remedy=remedy, code="config.table"
        )


def read_table(
    data: bytes, file: str, *, required: tuple[str, ...], optional: tuple[str, ...] = (), strict: bool = True
) -> Iterator[Row]:
    """The rows of a comma-separated UTF-8 table with a heading line; empty rows are passed over.

    strict: refuse columns that are neither required nor optional (a misspelt heading would otherwise be lost in silence).
    Raises ConfigError with file, line and column.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(
            "not UTF-8 text",
            where=file,
            line=line,
            remedy="Save the table as CSV UTF-8.",
            code="config.table",
        ) from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [(name or "").strip() for name in reader.fieldnames or ()]
        _check_heading(heading, file, required, optional, strict)
        reader.fieldnames = heading
        for values in reader:
            cells = {name: (values.get(name) or "").strip() for name in (*required, *optional)}
            row = Row(file, reader.line_num, cells)
            if None in values:
                raise row.error(
                    heading[-1],
                    f"the row has more cells than the heading line's {len(heading)}",
                    'Put a cell that holds a comma in double quotes: "a, b".',
                )
            if not any(cells.values()):
                continue
            for name, cell in cells.items():
                if found := CONTROL.search(cell):
                    raise row.error(
                        name,
                        f"the cell holds the control character U+{ord(found[0]):04X}",
                        "Write the cell anew.",
                    )
            for name in required:
                if not cells[name]:
                    raise row.error(name, "the cell is empty", f"Every row needs {', '.join(required)}.")
            yield row
    except csv.Error as error:
        raise ConfigError(
            f"the row is no CSV: {error}",
            where=file,
            line=reader.line_num + 1,
            remedy="Close every quotation mark, and double one that stands inside a cell.",
            code="config.table",
        ) from None


def _check_heading(
    heading: list[str], file: str, required: tuple[str, ...], optional: tuple[str, ...], strict: bool
) -> None:
    known = (*required, *optional)
    missing = [name for name in required if name not in heading]
    if missing:
        hint = (
            " Is it separated by semicolons? It must be commas."
            if any(";" in name for name in heading)
            else ""
        )
        raise ConfigError(
            f"the heading line lacks {', '.join(missing)}",
            where=file,
            line=1,
            remedy=f"The columns are: {', '.join(known)}.{hint}",
            code="config.table",
        )
    for number, name in enumerate(heading, 1):
        if strict and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise ConfigError(
                f"unknown column {name!r}",
                where=file,
                line=1,
                column=number,
                remedy=f"Did you mean {near[0]!r}?" if near else f"The columns are: {', '.join(known)}.",
                code="config.table",
            )
        if heading.index(name) != number - 1:
            raise ConfigError(
                f"two columns are called {name!r}", where=file, line=1, column=number, code="config.table"
            )
