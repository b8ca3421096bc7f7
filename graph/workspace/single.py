"""Statements of single files, as `remissgraf extract` prints them: with a workspace's vocabulary and strategy, or without a workspace."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path

from remissgraf.graph.extract import Context, extract
from remissgraf.graph.extract.record import to_record
from remissgraf.graph.model import OWN_VOICE, Document, Extraction, Voice
from remissgraf.graph.readers import read_documents
from remissgraf.graph.workspace.background import background
from remissgraf.graph.workspace.config import CONFIG_NAME, load_config
from remissgraf.graph.workspace.vocabulary import load_vocabulary
from remissgraf.ontology.gazetteers import load_gazetteers

__all__ = ["SingleFiles"]


class SingleFiles:
    """Reads files one by one. workspace: its folder; None: the current folder where that is a workspace, else the gazetteers alone."""

    def __init__(self, workspace: Path | None) -> None:
        here = Path()
        folder = workspace if workspace is not None else here if (here / CONFIG_NAME).is_file() else None
        if folder is None:
            self._context = Context(vocabulary=load_gazetteers(), outline=None)
            return
        config = load_config(folder)
        vocabulary = load_vocabulary(config)
        # A single file says of no consultation whose it is: the first one's strategy serves.
        self._context = background(config, vocabulary).settings[config.consultations[0].id].context

    def text(self, file: Path) -> str:
        """The text that offsets count in. Raises ReadError."""
        return _read(file)[0].text

    def extractions(self, file: Path) -> Iterator[tuple[Document, Extraction]]:
        """Each document of the file as read, with all that was found in it. Raises ReadError."""
        for document in _read(file):
            yield document, extract(document, self._context)

    def lines(self, file: Path, *, voices: Collection[Voice] = OWN_VOICE) -> Iterator[str]:
        """One JSON object an utterance in these voices, each ending in a line feed. Raises ReadError."""
        for record in self.records(file, voices=voices):
            yield json.dumps(record, ensure_ascii=False) + "\n"

    def records(self, file: Path, *, voices: Collection[Voice] = OWN_VOICE) -> Iterator[dict[str, object]]:
        """The same as mappings."""
        for document, found in self.extractions(file):
            for record in to_record(document, found, self._context.vocabulary, voices=voices):
                yield {**record, "file": file.as_posix()}


def _read(file: Path) -> tuple[Document, ...]:
    """The documents in the file that the user named, also where the name is a link to it."""
    target = file.resolve()
    return read_documents(target, root=target.parent)
