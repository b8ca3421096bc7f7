"""A report from a store to a file: gathered, composed, written. It knows which writer makes which format, and no command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from remissgraf.errors import ReportError
from remissgraf.queries.report.compose import compose
from remissgraf.queries.report.gather import choose_consultation, gather
from remissgraf.queries.report.model import Options, Report

if TYPE_CHECKING:
    from remissgraf.graph.stores.interface import Store

__all__ = ["WRITERS", "check_edition", "make_report", "write_report"]


def check_edition(wanted: str, built: str) -> None:
    """Raise ReportError "report.edition" where the graph is of another edition than the report is to be.

    What the public edition leaves out is not in its graph, and what the internal one holds is not taken out here."""
    if wanted == built:
        return
    if wanted == "internal":
        remedy = 'Set edition = "internal" in remissgraf.toml and build again, in a place that only those may see who need it.'
    else:
        remedy = 'Say --edition internal, or set edition = "public" in remissgraf.toml and build again.'
    raise ReportError(
        f"the workspace is of the {built} edition, and the report would be of the {wanted} one",
        remedy=remedy,
        code="report.edition",
    )


def make_report(store: Store, options: Options, consultation: str | None = None) -> Report:
    """The report on a consultation (id or IRI; None: the only one). Raises ReportError "report.consultation", QueryError."""
    return gather(store, replace(options, consultation=choose_consultation(store, consultation)))


def write_report(report: Report, form: str, file: BinaryIO, *, template: Path | None = None) -> None:
    """Write the report. form: a key of `WRITERS`. template: a .docx that supplies styles, for "docx".

    Raises ReportError "report.template", and "report.library" where a library of the extra `report` is missing.
    """
    file.write(WRITERS[form](report, template))


def _markdown(report: Report, _: Path | None) -> bytes:
    from remissgraf.queries.report.markdown import markdown

    return markdown(compose(report)).encode("utf-8", "replace")


def _html(report: Report, _: Path | None) -> bytes:
    from remissgraf.queries.report.html import html

    return html(compose(report)).encode("utf-8")


def _docx(report: Report, template: Path | None) -> bytes:
    from remissgraf.queries.report.docx import docx_bytes

    return docx_bytes(compose(report), template)


def _xlsx(report: Report, _: Path | None) -> bytes:
    from remissgraf.queries.report.xlsx import xlsx_bytes

    return xlsx_bytes(report)


WRITERS: Final[Mapping[str, Callable[[Report, Path | None], bytes]]] = {
    "docx": _docx,
    "xlsx": _xlsx,
    "md": _markdown,
    "html": _html,
}
