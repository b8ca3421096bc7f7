"""What the responses of a workspace name and its vocabulary lacks: initiatives and topics for a person to take up or leave.

Worked out from the files as they are; nothing is built, written or asserted. Rows can be pasted into initiatives.csv and topics.csv.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from remissgraf.errors import ReadError
from remissgraf.graph.extract import Context
from remissgraf.graph.extract.unknown import unknown_names
from remissgraf.graph.model import Document, Extraction
from remissgraf.graph.workspace.background import background
from remissgraf.graph.workspace.config import load_config
from remissgraf.graph.workspace.process import read_and_extract
from remissgraf.graph.workspace.sources import find_sources
from remissgraf.graph.workspace.vocabulary import load_vocabulary
from remissgraf.ontology.entries import Topic
from remissgraf.ontology.namespaces import slug

__all__ = ["Candidate", "Found", "What", "find_candidates"]

What = Literal["initiative", "topic"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One name with an example.

    id: free in the vocabulary. type: of an initiative, its suggested kind; of a topic, where it is from ("strategy", "response").
    count: of an initiative, mentions beside a word that tells what it is; of a topic, statements. files: names within the workspace.
    sentence: as people read it, in files[0]; start, end: code points into that file's text, of an initiative's name or a topic's sentence.
    """

    what: What
    id: str
    name: str
    type: str
    count: int
    files: tuple[str, ...]
    sentence: str
    start: int
    end: int
    name_en: str | None = None
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates, the commonest first. problems: files that could not be read, each with what is wrong."""

    candidates: tuple[Candidate, ...]
    problems: tuple[tuple[str, ReadError], ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    what: What
    key: str
    name: str
    type: str
    file: str
    sentence: str
    start: int
    end: int
    topic: Topic | None = None


def find_candidates(
    root: Path, *, progress: Callable[[int, int, str], None] = lambda done, total, name: None
) -> Found:
    """Read all responses of the workspace in `root`. Raises ConfigError for mistakes in the workspace's own files."""
    config = load_config(root)
    vocabulary = load_vocabulary(config)
    shared = background(config, vocabulary)
    sources = [
        source
        for consultation in config.consultations
        for source in find_sources(config, consultation, vocabulary)
    ]
    mentions: list[_Mention] = []
    problems: list[tuple[str, ReadError]] = []
    for done, source in enumerate(sources):
        progress(done, len(sources), source.name)
        setting = shared.settings[source.consultation.id]
        try:
            read = read_and_extract(source, setting)
        except ReadError as error:
            problems.append((source.name, error))
            continue
        for document, extraction in read:
            mentions.extend(_names(document, extraction, setting.context, source.name))
            mentions.extend(_topics(extraction, source.name))
    progress(len(sources), len(sources), "")
    taken = {"initiative": set(vocabulary.initiative), "topic": set(vocabulary.topic)}
    return Found(tuple(_gathered(mentions, taken)), tuple(problems))


def _names(document: Document, extraction: Extraction, context: Context, file: str) -> Iterable[_Mention]:
    for one in unknown_names(document, context, extraction.facts.respondents):
        key = one.name.casefold()
        yield _Mention("initiative", key, one.name, one.kind, file, one.sentence, one.start, one.end)


def _topics(extraction: Extraction, file: str) -> Iterable[_Mention]:
    free = {topic.id: topic for topic in extraction.topics}
    for said in extraction.statements:
        for topic in said.topics if said.voice == "statement" else ():
            if topic in free:
                found = free[topic]
                yield _Mention(
                    "topic",
                    topic,
                    found.label,
                    found.origin,
                    file,
                    said.sentence,
                    said.start,
                    said.end,
                    found,
                )


def _gathered(mentions: Iterable[_Mention], taken: dict[str, set[str]]) -> list[Candidate]:
    groups: dict[tuple[What, str], list[_Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.what, mention.key), []).append(mention)
    for what, key in list(groups):
        # "Gröna Kajens" beside "Gröna Kajen" is its genitive.
        if what == "initiative" and key.endswith("s") and (what, key[:-1]) in groups:
            groups[what, key[:-1]] += groups.pop((what, key))
    found = [_candidate(what, group, taken[what]) for (what, _), group in groups.items()]
    return sorted(found, key=lambda one: (one.what, -one.count, one.name))


def _plain(identity: str) -> str:
    """An id that a vocabulary file accepts: letters outside a–z are left out."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub("%[0-9A-F]{2}", "", identity)).strip("-") or "namn"


def _candidate(what: What, group: list[_Mention], taken: set[str]) -> Candidate:
    first = group[0]
    identity = first.key if what == "topic" else _plain(slug(first.name))
    while what == "initiative" and identity in taken:
        identity += "-2"
    taken.add(identity)
    kinds = [mention.type for mention in group]
    return Candidate(
        what,
        identity,
        first.name,
        max(kinds, key=kinds.count),
        len(group),
        tuple(dict.fromkeys(mention.file for mention in group)),
        first.sentence,
        first.start,
        first.end,
        first.topic.label_en if first.topic else None,
        first.topic.broader if first.topic else None,
    )
