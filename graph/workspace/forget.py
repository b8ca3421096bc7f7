"""Forgetting a file: everything that a build made of it is removed, the rest is built anew from what is left, and both are shown.

The order makes it safe to be stopped anywhere: first the list that keeps the file out, then what was made of it and every store (a
store cannot unlearn: its files keep strings that no quad uses), then a new store. A second call finishes what a first one began.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from remissgraf.errors import ConfigError, ReadError, WorkspaceError
from remissgraf.graph.paths import path_text
from remissgraf.graph.readers.guard import Inside
from remissgraf.graph.workspace.build import BuildReport, build
from remissgraf.graph.workspace.codings import corpus_id
from remissgraf.graph.workspace.config import CONFIG_NAME, WorkspaceConfig, load_config
from remissgraf.graph.workspace.forgotten import add_forgotten, load_forgotten
from remissgraf.graph.workspace.sources import Source, find_sources, hash_file
from remissgraf.graph.workspace.state import FileRecord, State
from remissgraf.graph.workspace.traces import Traces, find, places, traces
from remissgraf.graph.workspace.vocabulary import load_vocabulary
from remissgraf.ontology.namespaces import Names, slug

__all__ = ["ForgetReport", "forget", "known_file"]

# In the state's folder; the cache holds what follows from the ontology alone, and is searched like the rest.
_KEPT: Final = frozenset({"lock", ".gitignore", "cache"})
# Beginnings of canonical files that are made of other things than responses.
_CODING: Final = "coding-"
_NOT_OF_RESPONSES: Final = ("ontology-", "strategy-", "gazetteer-", _CODING)


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What was done, and what a search of the whole state says of it.

    files: those of the same content, which are forgotten together. removed: what was taken out of the state, by name; own: the texts and
    quads of these files among it.
    source: the file itself, None where it is not there any more. traces: how many sentences and names were searched for; searched:
    files and graphs, bytes; found: where one still stands (nowhere, if all is well). reviews: files of people's corrections that quote it.
    """

    name: str
    files: tuple[str, ...]
    removed: tuple[str, ...]
    own: tuple[str, ...]
    source: Path | None
    traces: int
    searched: tuple[int, int]
    found: tuple[str, ...]
    reviews: tuple[str, ...]
    build: BuildReport


def known_file(root: Path, file: Path) -> tuple[str, Path]:
    """The name within the workspace, and the path, of the file that a person named by a path from here or from the workspace.

    Raises WorkspaceError "workspace.unknown-file" for one that is not in the workspace, was not in the last build and was not
    forgotten before.
    """
    config = load_config(root)
    root = config.root
    known = State(config.state).load()
    forgotten = load_forgotten(root)
    # Not resolved: a link is known by its own name.
    for path in (Path(os.path.abspath(file)), root / file):  # noqa: PTH100 - resolve() follows links
        if path.is_relative_to(root):
            name = path_text(path.relative_to(root))
            if name in known or forgotten.names(name) or path.is_file():
                return name, path
    raise WorkspaceError(
        "the workspace knows no such file",
        where=path_text(file),
        remedy="Name it by its path. The files that were read: remissgraf query responses",
        code="workspace.unknown-file",
    )


def forget(
    root: Path,
    file: Path,
    *,
    delete_source: bool = False,
    jobs: int = 1,
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> ForgetReport:
    """Forget a response's file or a hand-coded corpus, and all responses with the same bytes. A file forgotten before is looked for again.

    delete_source: remove the file itself too. jobs, progress: as for `build`.
    Raises WorkspaceError "workspace.unknown-file" for a file that is neither, ConfigError where the workspace's own
    files are wrong or the register names the file that is to be deleted, both before anything is changed, and what `build` raises.
    """
    name, path = known_file(root, file)
    config = load_config(root)
    state = State(config.state)
    with state.lock():
        state.prepare()
        records = state.load()
        sources = _sources(config)
        if delete_source:
            _refuse_registered(sources.get(name))
        contents = _contents(config, path, records.get(name))
        coding = corpus_id(config, config.root / name)
        if name in sources or name in records or coding is not None:
            add_forgotten(config.root, name, contents)
        elif not load_forgotten(config.root).names(name):
            raise WorkspaceError(
                "this file is neither a response nor a hand-coded corpus: it lies in none of their folders",
                where=name,
                remedy="What else a build reads is changed in the file itself.",
                code="workspace.unknown-file",
            )
        gone = {
            entry: record for entry, record in records.items() if entry == name or record.sha256 in contents
        }
        coded = None if coding is None else _canonical_coding(state, coding)
        if coding is None:
            wanted = _traces(config, state, sources, {name: None, **gone})
        else:
            wanted = traces(Names(config.base).coding(coding), name, coded, None)
        own_files = {
            path.relative_to(state.folder).as_posix()
            for record in gone.values()
            if record.canonical is not None
            for path in (
                state.canonical / record.canonical,
                state.text_path(record.consultation, record.response),
            )
        }
        if coded is not None:
            own_files.add(coded.relative_to(state.folder).as_posix())
        kept = {entry: record for entry, record in records.items() if entry not in gone}
        removed = tuple(_purge(state, kept))
        state.save(kept)
        if delete_source:
            path.unlink(missing_ok=True)
    report = build(root, jobs=jobs, progress=progress)
    own = wanted.without(_others(config, state))
    searched, size, found = 0, 0, []
    for place, data in places(state.folder):
        searched, size = searched + 1, size + len(data)
        if find(data, own):
            found.append(place)
    reviews = [
        one.relative_to(config.root).as_posix()
        for one in sorted(config.root.glob("review/*.jsonl"))
        if find(one.read_bytes(), own)
    ]
    return ForgetReport(
        name=name,
        files=tuple(sorted({name, *gone})),
        removed=removed,
        own=tuple(place for place in removed if place in own_files),
        source=path if path.exists() else None,
        traces=len(own.needles),
        searched=(searched, size),
        found=tuple(found),
        reviews=tuple(reviews),
        build=report,
    )


def _sources(config: WorkspaceConfig) -> dict[str, Source]:
    vocabulary = load_vocabulary(config)
    return {
        source.name: source
        for consultation in config.consultations
        for source in find_sources(config, consultation, vocabulary)
    }


def _refuse_registered(source: Source | None) -> None:
    if source is not None and source.register is not None:
        raise ConfigError(
            f"the register names this file: {source.register.file}",
            where=str(source.consultation.register),
            remedy="Take its row out first. Nothing was changed.",
            code="config.table",
        )


def _contents(config: WorkspaceConfig, path: Path, record: FileRecord | None) -> frozenset[str]:
    """The hashes of what the file holds now and held at the last build."""
    found = {record.sha256} if record is not None else set()
    try:
        found.add(hash_file(path, Inside(config.root)))
    except (OSError, ReadError):
        # It is not there or cannot be read; what the record says is all there is to know.
        found.discard("")
    return frozenset(found - {""})


def _canonical_coding(state: State, coding: str) -> Path | None:
    """The quads of a hand-coded corpus, None where none were made."""
    # The name ends in a hash, which has no hyphen.
    found = (
        path
        for path in state.canonical.glob(f"{_CODING}*")
        if path.name.rpartition("-")[0] == _CODING + coding
    )
    return next(found, None)


def _traces(
    config: WorkspaceConfig,
    state: State,
    sources: Mapping[str, Source],
    gone: Mapping[str, FileRecord | None],
) -> Traces:
    """What tells the responses that go; of one that went before, its IRI and name alone."""
    names = Names(config.base)
    needles: set[bytes] = set()
    for name, record in gone.items():
        canonical = state.canonical / record.canonical if record and record.canonical else None
        for cid, response in _identities(config, sources, name, record):
            text = state.text_path(cid, response)
            needles |= traces(names.response(cid, response), name, canonical, text).needles
    return Traces(frozenset(needles))


def _identities(
    config: WorkspaceConfig, sources: Mapping[str, Source], name: str, record: FileRecord | None
) -> Iterator[tuple[str, str]]:
    """(consultation, id) that IRIs are made of."""
    source = sources.get(name)
    if record is not None:
        yield record.consultation, record.response
    elif source is not None:
        yield source.consultation.id, source.response
    else:
        for consultation in config.consultations:
            path = config.root / name
            if path.is_relative_to(consultation.responses):
                yield consultation.id, slug(path_text(path.relative_to(consultation.responses)))


def _purge(state: State, kept: dict[str, FileRecord]) -> Iterator[str]:
    """Remove all that is not made of the kept records alone. What is made of all files together is among it, and made anew."""
    texts = {state.text_path(record.consultation, record.response) for record in kept.values()}
    canonical = {record.canonical for record in kept.values()}
    for path in sorted(state.folder.rglob("*")):
        known = path in texts or (path.parent == state.canonical and path.name in canonical)
        if path.is_file() and not known and path.relative_to(state.folder).parts[0] not in _KEPT:
            path.unlink()
            yield path.relative_to(state.folder).as_posix()
    for path in state.stores.iterdir():
        shutil.rmtree(path)


def _others(config: WorkspaceConfig, state: State) -> Iterator[bytes]:
    """What people wrote elsewhere: the workspace's own files, its strategies, and the responses that stay."""
    yield (config.root / CONFIG_NAME).read_bytes()
    lists = [config.actors, config.initiatives, config.topics]
    lists += [path for one in config.consultations for path in (one.register, one.invited)]
    yield from (path.read_bytes() for path in lists if path is not None)
    kept = {record.canonical: record for record in state.load().values() if record.canonical is not None}
    for place, data in places(state.canonical):
        if place in kept or place.startswith(_NOT_OF_RESPONSES):
            yield data
    for record in kept.values():
        yield state.text_path(record.consultation, record.response).read_bytes()
