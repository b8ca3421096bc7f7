"""What can be searched in a workspace: utterances, codings by hand and the paragraphs of texts, and the index kept equal to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from remissgraf.graph.canonical import read_canonical
from remissgraf.graph.describe import part_iri
from remissgraf.graph.language import detect
from remissgraf.graph.search import Index, Text, open_index
from remissgraf.graph.workspace.opened import Opened
from remissgraf.graph.workspace.state import FileRecord
from remissgraf.graph.workspace.texts import stored_text
from remissgraf.ontology.namespaces import PREFIXES, RG, Names

__all__ = ["search_index"]

# A paragraph ends at an empty line. Longer ones are cut at a line's end, so that a hit is a place and not a document.
_PARAGRAPH: Final = re.compile(r"\S(?:[^\n]|\n(?!\s*\n)){0,1500}(?:[^\n]*)")
_OA: Final = PREFIXES["oa"]
_TEXT: Final = RG + "documentText"
# Beginning of the names of corpora in the index; no consultation is called so.
_CODED: Final = "coded: "


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
    codings = {f"{_CODED}{path.name}": path for path in sorted(opened.state.canonical.glob("coding-*"))}
    wanted |= dict.fromkeys(codings, opened.config.edition)

    def texts(name: str) -> Iterator[Text]:
        return _coded_texts(codings[name]) if name in codings else _texts(opened, records[name])

    with open_index(opened.state.search) as index:
        index.update(wanted, texts, progress)
        yield index


def _texts(opened: Opened, record: FileRecord) -> Iterator[Text]:
    assert record.canonical is not None
    values, utterances = _values(opened.state.canonical / record.canonical, RG + "hasEvidence")
    for utterance, start, end, reading in _quotes(values, utterances):
        yield Text("statement", utterance, reading.language or "", start, end, reading.value)
    whole = Names(opened.config.base).response(record.consultation, record.response)
    # Where each response of the file begins: a dossier has several.
    starts = {
        int(start.value): response
        for (response, predicate), start in values.items()
        if predicate == RG + "filePartStart"
    }
    for start, text in _paragraphs(stored_text(opened, record, shown=True)):
        begun = [beginning for beginning in starts if beginning <= start]
        response = starts[max(begun) if begun else min(starts)] if starts else whole
        language = values.get((response, PREFIXES["dcterms"] + "language"))
        yield Text("document", response, language.value if language else "", start, start + len(text), text)


def _coded_texts(canonical: Path) -> Iterator[Text]:
    """The codings and texts of a hand-coded corpus. Nobody says in which language they are, so each text tells for its codings."""
    values, codings = _values(canonical, RG + "codes")
    documents = {node: text.value for (node, predicate), text in values.items() if predicate == _TEXT}
    tongues = {node: detect(text) for node, text in documents.items()}
    for coding, start, end, reading in _quotes(values, codings):
        document = values[codings[coding], _OA + "hasSource"].value
        yield Text("statement", coding, tongues[document], start, end, reading.value)
    for document, whole in sorted(documents.items()):
        for start, text in _paragraphs(whole):
            yield Text("document", document, tongues[document], start, start + len(text), text)


Values = dict[tuple[str, str], ox.NamedNode | ox.Literal]


def _values(canonical: Path, evidence: str) -> tuple[Values, dict[str, str]]:
    """(subject, property) → value, one of them where there are several, and each utterance's passage, to which `evidence` leads."""
    values: Values = {}
    passages: dict[str, str] = {}
    for quad in ox.parse(read_canonical(canonical), ox.RdfFormat.N_QUADS):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, (ox.NamedNode, ox.Literal))
        if quad.predicate.value == evidence:
            passages[quad.subject.value] = quad.object.value
        else:
            values[quad.subject.value, quad.predicate.value] = quad.object
    return values, passages


def _quotes(values: Values, passages: dict[str, str]) -> Iterator[tuple[str, int, int, ox.Literal]]:
    """(utterance, start, end, reading form) in the order of utterances."""
    for utterance, passage in sorted(passages.items()):
        reading = values[passage, RG + "reading"]
        position = part_iri(passage, "position")
        start, end = (int(values[position, _OA + name].value) for name in ("start", "end"))
        assert isinstance(reading, ox.Literal)
        yield utterance, start, end, reading


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    for match in _PARAGRAPH.finditer(text):
        yield match.start(), match.group()
