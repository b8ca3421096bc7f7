"""`remissgraf report`."""

from __future__ import annotations

from pathlib import Path

import click

from remissgraf.cli.options import lang_option, output_option, workspace_option

__all__ = ["FORMATS", "command"]

FORMATS = ("docx", "xlsx", "md", "html")


@click.command("report")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    show_default="the suffix of FILE",
    help="What to write.",
)
@click.option(
    "--template",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="docx: a .docx whose styles, headers and footers are used.",
)
@click.option(
    "--consultation", metavar="ID", default=None, help="Report on this one, where the workspace has several."
)
@click.option(
    "--min-confidence",
    "least",
    metavar="0–1",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="Leave out statements of less confidence; the report says how many.",
)
@click.option(
    "--campaigns",
    type=click.Choice(["each", "once"]),
    default="each",
    show_default=True,
    help="Count every sender of a campaign, or the campaign as one respondent.",
)
@click.option(
    "--edition",
    type=click.Choice(["public", "internal"]),
    default="public",
    show_default=True,
    help="Which edition the report is; it must be that of the workspace.",
)
@lang_option
@workspace_option
@output_option(required=True)
def command(
    form: str | None,
    template: Path | None,
    consultation: str | None,
    least: float,
    campaigns: str,
    edition: str,
    lang: str | None,
    workspace: Path,
    output: Path,
) -> None:
    """Draft the report on the responses: who says what of which chapter, every claim with its quote.

    The facts of the consultation, what became of every file, the respondents, the overall picture, then chapter by chapter
    verdicts, support, objections, conditions, changes asked for, what divides and telling quotes, with room for your own
    assessment. Every number is the answer to a query of the library, named in the last appendix. A draft to read and
    correct, not a vote: see docs/report.md.

    \b
    Examples:
        remissgraf report -o report.docx
        remissgraf report -o report.docx --template letterhead.docx
        remissgraf report -o report.xlsx
        remissgraf report -o report.html --lang en
        remissgraf report --format md --min-confidence 0.8 --campaigns once -o - | less
    """
    from remissgraf.cli.console import binary_sink, is_stdout, note
    from remissgraf.graph.workspace.opened import open_workspace
    from remissgraf.queries.report.make import check_edition, make_report, write_report
    from remissgraf.queries.report.model import Options

    wanted = form or output.suffix.lstrip(".").lower()
    if wanted not in FORMATS:
        raise click.UsageError(f"Say --format {'|'.join(FORMATS)}, or give FILE one of these suffixes.")
    if template is not None and wanted != "docx":
        raise click.UsageError("--template goes with --format docx.")
    opened = open_workspace(workspace)
    check_edition(edition, opened.config.edition)
    options = Options(
        lang=lang or opened.config.language,
        least=Options.least_of(least),
        campaigns="once" if campaigns == "once" else "each",
        edition=edition,
    )
    report = make_report(opened.store, options, consultation)
    with binary_sink(output) as file:
        write_report(report, wanted, file, template=template)
    if not is_stdout(output):
        note(f"Wrote {output}. It is a draft: read the quotes before you rely on a claim.")
