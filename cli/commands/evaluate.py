"""`remissgraf evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from remissgraf.cli.options import output_option, vocabulary_option

__all__ = ["command"]


@click.command("evaluate")
@click.argument("gold", metavar="GOLD", type=click.Path(file_okay=False, path_type=Path))
@vocabulary_option(usual="GOLD, if it is a workspace")
@click.option(
    "--predictions",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Measure these statements (in the form of `remissgraf extract`) and extract none.",
)
@click.option(
    "--errors",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="List at most this many mistakes with their sentences (table only).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Form of the output; json has all figures, by file too, and all mistakes.",
)
@output_option(required=False)
def command(
    gold: Path, workspace: Path | None, predictions: Path | None, errors: int, form: str, output: Path | None
) -> None:
    """Measure the extraction on an annotated corpus.

    GOLD is a folder with gold/ (a .jsonl file of statements a text), maybe negatives/, facts/ and actors.csv, and the
    texts in responses/ or beside gold/. Predictions are paired with the annotation one to one: on the same sentence,
    with the same stance-bearing words or the same class. Views: all; core (without what is marked ambiguous); explicit;
    implicit. docs/extraction.md says how each figure is counted.

    \b
    Examples:
        remissgraf evaluate corpus
        remissgraf evaluate corpus --workspace lifescience --errors 100
        remissgraf evaluate corpus --predictions statements.jsonl --format json
    """
    from remissgraf.cli.console import sink, warn
    from remissgraf.cli.evaluation import as_json, as_table
    from remissgraf.graph.evaluate import evaluate, load_corpus, predictions_of, read_predictions
    from remissgraf.graph.model import Voice
    from remissgraf.graph.workspace.config import CONFIG_NAME
    from remissgraf.graph.workspace.single import SingleFiles

    corpus = load_corpus(gold)
    if predictions is not None:
        found = read_predictions(predictions, corpus)
    else:
        files = corpus.responses()
        own = gold if (gold / CONFIG_NAME).is_file() else None
        reader = SingleFiles(workspace if workspace is not None else own)
        records = (record for file in files for record in reader.records(file, voices=get_args(Voice)))
        found = predictions_of(records, corpus)
    result = evaluate(corpus, found)
    for warning in result.warnings:
        warn(warning)
    with sink(output) as write:
        write(as_json(result) if form == "json" else as_table(result, errors))
