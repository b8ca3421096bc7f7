"""Which response replaces another, and which is an annex of one, as the register says.

It works on records, because only they know which files could be read and what their responses are called. It reads no document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from remissgraf.graph.describe import Relation
from remissgraf.graph.workspace.register import RegisterRow
from remissgraf.graph.workspace.state import FileRecord

__all__ = ["Relations", "find_relations"]


@dataclass(frozen=True, slots=True)
class Relations:
    """found: between responses that are in the graph. warnings: (file, what) where one of the two is not."""

    found: tuple[Relation, ...]
    warnings: tuple[tuple[str, str], ...]

    @property
    def replaced(self) -> frozenset[str]:
        """The ids of the responses that another replaces."""
        return frozenset(one.other for one in self.found if one.edge == "rg:replaces")


def find_relations(rows: Mapping[str, RegisterRow], folder: str, records: Iterable[FileRecord]) -> Relations:
    """The relations of one consultation. rows: its register, by file. folder: of its responses, within the workspace."""
    above = "" if folder == "." else f"{folder}/"
    known = {record.path.removeprefix(above): record for record in records}
    found: list[Relation] = []
    warnings: list[tuple[str, str]] = []
    for row in rows.values():
        for edge, column, other in (
            ("rg:replaces", "replaces", row.replaces),
            ("rg:annexOf", "annex_of", row.annex_of),
        ):
            one, two = known.get(row.file), known.get(other or "")
            if one is None or two is None:
                # No such relation, or a file that is forgotten.
                continue
            unfit = [record.path for record in (one, two) if not _is_one_response(record)]
            if unfit:
                warnings.append(
                    (
                        one.path,
                        f"the register's {column} has no effect: {unfit[0]} is no single response in the graph",
                    )
                )
            else:
                found.append(Relation(one.response, edge, two.response))
    return Relations(tuple(found), tuple(warnings))


def _is_one_response(record: FileRecord) -> bool:
    """Whether the file was read and holds one answer; only then is its text compared with others."""
    return record.problem is None and record.likeness is not None
