"""What can be searched in a workspace: its utterances and the paragraphs of its responses, and the index kept equal to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import pyoxigraph as ox

from remissgraf.graph.canonical import read_canonical
from remissgraf.graph.describe import part_iri
from remissgraf.graph.search import Index, Text, open_index
from remissgraf.graph.workspace.opened import Opened
from remissgraf.graph.workspace.state import FileRecord
from remissgraf.graph.workspace.texts import stored_text
from remissgraf.ontology.namespaces import PREFIXES, RG, Names

__all__ = ["search_index"]

# A paragraph ends at an empty line. Longer ones are cut at a line's end, so that a hit is a place and not a document.
_PARAGRAPH: Final = re.compile(r"\S(?:[^\n]|\n(?!\s*\n)){0,1500}(?:[^\n]*)")
_OA: Final = PREFIXES["oa"]


@contextmanager
def search_index(
    opened: Opened, progress: Callable[[int, int, str], None] = lambda done, total, name: None
) -> Iterator[Index]:
    """The workspace's index, brought up to date first. In the public edition nothing personal is in it.

    Raises WorkspaceError "workspace.search" where it cannot be written, "workspace.damaged" for a canonical file or text that is not whole.
    """
    records = {
        f"{record.consultation}/{record.response}": record
        for record in opened.state.load().values()
        if record.canonical is not None
    }
    wanted = {
        name: f"{record.canonical} {record.text_sha256} {opened.config.edition}"
        for name, record in records.items()
    }
    with open_index(opened.state.search) as index:
        index.update(wanted, lambda name: _texts(opened, records[name]), progress)
        yield index


def _texts(opened: Opened, record: FileRecord) -> Iterator[Text]:
    values: dict[tuple[str, str], ox.NamedNode | ox.Literal] = {}
    utterances: dict[str, str] = {}
    assert record.canonical is not None
    for quad in ox.parse(read_canonical(opened.state.canonical / record.canonical), ox.RdfFormat.N_QUADS):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, (ox.NamedNode, ox.Literal))
        subject, predicate = quad.subject.value, quad.predicate.value
        if predicate == RG + "hasEvidence":
            utterances[subject] = quad.object.value
        else:
            values[subject, predicate] = quad.object
    for utterance, passage in sorted(utterances.items()):
        reading = values[passage, RG + "reading"]
        position = part_iri(passage, "position")
        start, end = (int(values[position, _OA + name].value) for name in ("start", "end"))
        assert isinstance(reading, ox.Literal)
        yield Text("statement", utterance, reading.language or "", start, end, reading.value)
    whole = Names(opened.config.base).response(record.consultation, record.response)
    # Where each response of the file begins: a dossier has several.
    starts = {
        int(start.value): response
        for (response, predicate), start in values.items()
        if predicate == RG + "filePartStart"
    }
    text = stored_text(opened, record, shown=True)
    for match in _PARAGRAPH.finditer(text):
        begun = [start for start in starts if start <= match.start()]
        response = starts[max(begun) if begun else min(starts)] if starts else whole
        language = values.get((response, PREFIXES["dcterms"] + "language"))
        yield Text("document", response, language.value if language else "", *match.span(), match.group())
