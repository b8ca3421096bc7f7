"""What the reader pages show, read from a workspace: the text of a response with all that is uttered in it, and the strategy by chapter.

The form of a text (headings, lists) is that of its file, as long as the file is what was built from; after that the stored text is
shown as plain paragraphs. Everything is as the workspace's edition shows it. It knows no page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from remissgraf.errors import QueryError, ReadError
from remissgraf.graph.describe import file_id, masked, personal_words
from remissgraf.graph.model import Block, Document
from remissgraf.graph.readers import read_document, read_documents
from remissgraf.graph.segment import outline
from remissgraf.graph.workspace.opened import Opened
from remissgraf.graph.workspace.state import FileRecord
from remissgraf.graph.workspace.texts import stored_text
from remissgraf.graph.workspace.vocabulary import load_vocabulary
from remissgraf.ontology.namespaces import Names
from remissgraf.queries import library
from remissgraf.queries.parameters import to_term
from remissgraf.queries.result import plain
from remissgraf.queries.run import run
from remissgraf.queries.view.shown import Mark, Shown, plain_blocks, shown_blocks

__all__ = ["ChapterText", "Readings", "ResponseText", "StrategyText", "Utterance"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement, dissent or reported view. iri: its own. actors: labels. start, end: of its sentence, in code points of the text.

    voice: "statement", "dissent" or "reported". counted: False for what repeats another or stands in an answer that does not count.
    details: by kind ("target", "topic" …, as the query utterance-details names them), each (IRI or text, label).
    """

    iri: str
    voice: str
    counted: bool
    actors: tuple[str, ...]
    stance_class: str
    stance_label: str
    start: int
    end: int
    page: int | None
    confidence: float
    quote: str
    language: str
    details: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class ResponseText:
    """A response. actor: its respondents. source: the file's path, "" where the edition hides it. blocks: with the utterances as marks.

    changed: whether the file is no longer what was built from.
    """

    iri: str
    consultation: str
    actor: str
    source: str
    date: str
    language: str
    blocks: tuple[Shown, ...]
    utterances: tuple[Utterance, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class ChapterText:
    """A chapter. depth: 0 at the top. blocks: its own text without heading and chapters below it."""

    iri: str
    label: str
    depth: int
    blocks: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class StrategyText:
    """A strategy. opening: what stands before the first chapter. chapters: in its order."""

    iri: str
    consultation: str
    title: str
    source: str
    language: str
    opening: tuple[Shown, ...]
    chapters: tuple[ChapterText, ...]


_Rows = dict[str, dict[str, list[dict[str, str]]]]
_Details = dict[str, dict[str, tuple[tuple[str, str], ...]]]


class Readings:
    """The texts of one opened workspace, with labels in `lang`; each file is read when it is asked for.

    many: whether most responses will be asked for, so that what is said in all of them is looked up once.
    """

    def __init__(self, opened: Opened, lang: str, *, many: bool = False) -> None:
        self._opened = opened
        self._lang = lang
        self._many = many
        self._names = Names(opened.config.base)

    def responses(self) -> tuple[str, ...]:
        """The IRIs of all responses that were built, by respondent."""
        return tuple(self._rows)

    def find(self, text: str) -> str:
        """The IRI of the response that a person means: by the name of its respondent, else by file, title or IRI.

        Raises QueryError "query.parameter" where there is none, or several.
        """
        wanted = text.strip().casefold()
        named = [
            iri
            for iri, rows in self._rows.items()
            if wanted in (row["actor_label"].casefold() for row in rows)
        ]
        if len(named) == 1:
            return named[0]
        return plain(to_term(self._opened.store, "response", "response", text))

    def consultation(self, response: str) -> str:
        """The id of the consultation that a response belongs to. Raises QueryError "query.parameter"."""
        return self._record(response).consultation

    def response(self, iri: str) -> ResponseText:
        """Raises QueryError "query.parameter" for an unknown one, WorkspaceError "workspace.damaged" where its text is gone."""
        record, rows = self._record(iri), self._rows[iri]
        text = stored_text(self._opened, record, shown=True)
        document = self._document(iri, record)
        begin, end = self._extent(iri, len(text))
        blocks = document.blocks if document is not None else plain_blocks(text, begin, end)
        utterances = self._utterances(iri)
        marks = [Mark(found.start, found.end, words) for found, words in utterances]
        return ResponseText(
            iri=iri,
            consultation=record.consultation,
            actor=", ".join(row["actor_label"] for row in rows),
            source=rows[0]["source"],
            date=rows[0]["date"],
            language=document.language if document is not None else self._opened.config.language,
            blocks=shown_blocks((block for block in blocks if begin <= block.start < end), text, marks),
            utterances=tuple(found for found, _ in utterances),
            changed=document is None,
        )

    def strategy(self, consultation: str) -> StrategyText | None:
        """The strategy of a consultation by its id, None where it has none or its file can no longer be read."""
        if consultation not in self._strategies:
            self._strategies[consultation] = self._read_strategy(consultation)
        return self._strategies[consultation]

    @cached_property
    def _strategies(self) -> dict[str, StrategyText | None]:
        return {}

    def _read_strategy(self, consultation: str) -> StrategyText | None:
        config = self._opened.config
        found = [entry for entry in config.consultations if entry.id == consultation]
        if not found or found[0].strategy is None:
            return None
        try:
            document = read_document(found[0].strategy, root=config.root)
        except ReadError:
            return None
        text = document.text
        if config.edition == "public":
            text = masked(text, personal_words(text, load_vocabulary(config)).spans)
        chapters = outline(document)
        own: dict[str, list[Block]] = {}
        for block in document.blocks:
            own.setdefault(block.section, []).append(block)
        depths: dict[str | None, int] = {None: -1}
        texts = []
        for chapter in chapters.chapters:
            depths[chapter.label] = depths[chapter.parent] + 1
            blocks = [block for block in own.get(chapter.label, ()) if block.kind != "heading"]
            texts.append(
                ChapterText(
                    iri=self._names.chapter(consultation, chapter.label),
                    label=chapter.heading,
                    depth=depths[chapter.label],
                    blocks=shown_blocks(blocks, text),
                )
            )
        known = {chapter.label for chapter in chapters.chapters}
        opening = [
            block for block in document.blocks if block.section not in known and block.kind != "heading"
        ]
        return StrategyText(
            iri=self._names.strategy(consultation),
            consultation=consultation,
            title=chapters.title or found[0].title,
            source=document.path,
            language=document.language,
            opening=shown_blocks(opening, text),
            chapters=tuple(texts),
        )

    @cached_property
    def _rows(self) -> Mapping[str, list[dict[str, str]]]:
        rows: dict[str, list[dict[str, str]]] = {}
        found = run(self._opened.store, library.get("responses"), {"lang": self._lang})
        for row in found.dicts():
            if file_id(row["response"]) in self._records:
                rows.setdefault(row["response"], []).append(row)
        return rows

    @cached_property
    def _records(self) -> Mapping[str, FileRecord]:
        """By the IRI of the file's response."""
        return {
            self._names.response(record.consultation, record.response): record
            for record in self._opened.state.load().values()
            if record.canonical is not None
        }

    def _record(self, iri: str) -> FileRecord:
        if iri not in self._rows:
            raise QueryError(
                "there is no response with that IRI in the workspace",
                where=iri[:200],
                remedy="`remissgraf query responses` shows them all",
                code="query.parameter",
            )
        return self._records[file_id(iri)]

    def _document(self, iri: str, record: FileRecord) -> Document | None:
        """The file read anew, None where it is gone or no longer says what was built from."""
        root = self._opened.config.root
        _, tilde, part = iri.rpartition("/")[2].partition("~")
        try:
            documents = (
                read_documents(root / record.path, root=root)
                if tilde
                else (read_document(root / record.path, root=root),)
            )
        except ReadError:
            return None
        for document in documents:
            if (not tilde or str(document.part) == part) and document.text == stored_text(
                self._opened, record
            ):
                return document
        return None

    def _extent(self, iri: str, length: int) -> tuple[int, int]:
        """Where the response begins and ends in the text of its file, which may hold others."""
        if iri not in self._starts:
            return 0, length
        begin = self._starts[iri]
        others = (
            start for other, start in self._starts.items() if file_id(other) == file_id(iri) and start > begin
        )
        return begin, min(others, default=length)

    @cached_property
    def _starts(self) -> Mapping[str, int]:
        """Where in its file each response begins that shares it with others."""
        asked = "SELECT ?response ?start { ?response rg:filePartStart ?start }"
        return {row["response"]: int(row["start"]) for row in run(self._opened.store, asked).dicts()}

    def _utterances(self, iri: str) -> list[tuple[Utterance, tuple[int, int] | None]]:
        """In the order of the text, each with the place of the words that carry its stance."""
        rows, details = self._all_said if self._many else self._said({"response": iri})
        return [
            (_utterance(found, details.get(name, {})), _words(found[0]))
            for name, found in rows.get(iri, {}).items()
        ]

    def _said(self, given: Mapping[str, str]) -> tuple[_Rows, _Details]:
        """The rows of all utterances by response and IRI, and their details by IRI."""
        asked = {**given, "lang": self._lang}
        rows: _Rows = {}
        for row in run(self._opened.store, library.get("utterances"), asked).dicts():
            rows.setdefault(row["response"], {}).setdefault(row["utterance"], []).append(row)
        return rows, _details(run(self._opened.store, library.get("utterance-details"), asked).dicts())

    @cached_property
    def _all_said(self) -> tuple[_Rows, _Details]:
        return self._said({})


_VOICES = {"Statement": "statement", "DissentingStatement": "dissent", "ReportedStatement": "reported"}


def _utterance(rows: list[dict[str, str]], details: Mapping[str, tuple[tuple[str, str], ...]]) -> Utterance:
    row = rows[0]
    return Utterance(
        iri=row["utterance"],
        voice=_VOICES[row["voice"]],
        counted=row["counted"] == "true",
        actors=tuple(dict.fromkeys(one["actor_label"] for one in rows)),
        stance_class=row["stance_class"],
        stance_label=row["stance_label"],
        start=int(row["start"]),
        end=int(row["end"]),
        page=int(row["page"]) if row["page"] else None,
        confidence=float(row["confidence"]),
        quote=row["quote"],
        language=row["quote_language"],
        details=details,
    )


def _words(row: Mapping[str, str]) -> tuple[int, int] | None:
    return (int(row["stance_start"]), int(row["stance_end"])) if row["stance_start"] else None


def _details(rows: Iterable[Mapping[str, str]]) -> _Details:
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for row in rows:
        found.setdefault(row["utterance"], {}).setdefault(row["kind"], []).append(
            (row["value"], row["label"])
        )
    return {
        utterance: {kind: tuple(values) for kind, values in kinds.items()}
        for utterance, kinds in found.items()
    }
