"""One built store: all canonical graphs, what follows from them, validated. It is made whole in a folder of its own, then renamed.

Where a generation made by the same program stands, the new one is a copy of it, by links to its files, in which what differs is changed;
else it is made from nothing, one response after the other. Both ways give the same triples.
"""

from __future__ import annotations

import gzip
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from remissgraf.atomic import write_atomic
from remissgraf.errors import WorkspaceError
from remissgraf.graph.canonical import read_canonical, split_lines
from remissgraf.graph.inconsistent import tell_inconsistencies
from remissgraf.graph.reason import (
    Axioms,
    Change,
    GraphData,
    Layout,
    Working,
    divisible,
    find_inconsistencies,
    gather,
    make_plan,
    materialise,
    revise,
)
from remissgraf.graph.reason.equality import DIFFERENT
from remissgraf.graph.reason.forward import contradicted
from remissgraf.graph.reason.patterns import SAME, Triple
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.validate_store import validate_store, validate_touched
from remissgraf.graph.workspace.axioms import project_axioms
from remissgraf.graph.workspace.config import WorkspaceConfig
from remissgraf.graph.workspace.manifest import Manifest, read_manifest, write_manifest
from remissgraf.graph.workspace.sources import program
from remissgraf.ontology.load import load_rules

__all__ = ["EDITION_NAME", "STORE_NAME", "Counts", "assemble", "whole"]

STORE_NAME: Final = "quads"
# The file beside the store that names the edition it was made as; small, because each command reads it.
EDITION_NAME: Final = "edition"
_SHOWN: Final = 10
# Where a greater share of the files changed, or of the store is stale, it is made from nothing.
_MOST_CHANGED: Final = 0.25


@dataclass(frozen=True, slots=True)
class Counts:
    """Triples of a generation: asserted (the ontology's own included), and inferred."""

    asserted: int
    inferred: int


def assemble(
    folder: Path, files: Iterable[Path], config: WorkspaceConfig, *, before: Path | None = None
) -> Counts:
    """Make a generation in `folder`, which must not exist, from canonical files. What is half made is removed again.

    before: the folder of a generation that may be built on; without one everything is made from nothing, and nothing that was once in the
    workspace leaves a trace. Raises WorkspaceError "workspace.invalid" where the graph breaks its shapes or contradicts itself,
    with the first violations, and "workspace.damaged" for a canonical file.
    """
    files = sorted(files)
    maker = _Maker(config, project_axioms(config), files)
    try:
        manifest = None if before is None else maker.from_before(folder, before)
        if manifest is None:
            shutil.rmtree(folder, ignore_errors=True)
            manifest = maker.from_nothing(folder)
        write_manifest(folder, manifest)
        write_atomic(folder / EDITION_NAME, config.edition.encode("utf-8"), error=WorkspaceError)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Counts(manifest.asserted, manifest.inferred)


def whole(folder: Path) -> Counts | None:
    """The counts of a generation that stands whole, None where it is missing or damaged.

    Every quad of its main index is read, whose blocks carry checksums (a second for some millions).
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    try:
        quads = len(OxigraphStore.open_read_only(folder / STORE_NAME))
    except WorkspaceError:
        return None
    counts = Counts(manifest.asserted, manifest.inferred)
    return counts if quads == counts.asserted + counts.inferred else None


class _Maker:
    def __init__(self, config: WorkspaceConfig, axioms: Axioms, files: Sequence[Path]) -> None:
        self._config = config
        self._axioms = axioms
        self._plan = make_plan(axioms)
        self._layout = Layout(config.base)
        self._files = files

    def from_nothing(self, folder: Path) -> Manifest:
        graphs = {file.name: _graph_of(file) for file in self._files}
        if self._plan is None or not divisible(load_rules()):
            return self._at_once(folder, graphs)
        store = OxigraphStore.create(folder / STORE_NAME)
        background = [file for file in self._files if self._layout.part(graphs[file.name]) is None]
        responses = [file for file in self._files if self._layout.part(graphs[file.name]) is not None]
        try:
            found = gather(
                Working(store, self._plan, self._layout),
                list(_read(background)),
                _read(responses),
                load_rules(),
            )
            violations = validate_store(store, self._layout, lang=self._config.language)
            self._refuse_invalid(store, violations, found.suspect)
            return self._manifest(store, found.asserted, len(store) - found.asserted, graphs)
        except _EqualityError:
            pass
        finally:
            store.close()
        shutil.rmtree(folder)
        return self._at_once(folder, graphs)

    def _at_once(self, folder: Path, graphs: dict[str, str]) -> Manifest:
        """With axioms, rules or data that need everything at once: in memory, which takes many small steps faster than disk."""
        store = OxigraphStore.memory()
        for file in self._files:
            store.bulk_load(read_canonical(file))
        asserted = len(store)
        materialise(store, self._axioms, [rule.text for rule in load_rules()], self._layout.shared)
        misplaced = [
            quad
            for quad in store.quads(self._layout.shared)
            if self._layout.part(str(quad.subject)[1:-1]) is not None
        ]
        store.discard(misplaced)
        store.extend(
            ox.Quad(
                quad.subject,
                quad.predicate,
                quad.object,
                ox.NamedNode(self._layout.place(str(quad.subject)[1:-1])),
            )
            for quad in misplaced
        )
        self._refuse_invalid(store, validate_store(store, self._layout, lang=self._config.language), True)
        store.save(folder / STORE_NAME)
        # Nothing is built on it: what follows from equality is not taken back without the rules of equality.
        return Manifest(asserted, len(store) - asserted, program(), graphs, stale=asserted)

    def from_before(self, folder: Path, before: Path) -> Manifest | None:
        """A copy of the generation `before` with what differs; None where that one cannot be built on, or too much differs."""
        old = read_manifest(before)
        if old is None or old.program != program() or self._plan is None or not divisible(load_rules()):
            return None
        names = {file.name for file in self._files}
        new = [file for file in self._files if file.name not in old.graphs]
        gone = set(old.graphs) - names
        if len(new) + len(gone) > max(_MOST_CHANGED * len(old.graphs), 4):
            return None
        graphs = {name: graph for name, graph in old.graphs.items() if name in names}
        graphs |= {file.name: _graph_of(file) for file in new}
        try:
            return self._revised(folder, before, old, graphs, new, {old.graphs[name] for name in gone})
        except WorkspaceError as error:
            # A damaged store is no ground to build on; the canonical data is.
            if error.code != "workspace.store":
                raise
            return None

    def _revised(
        self,
        folder: Path,
        before: Path,
        old: Manifest,
        graphs: dict[str, str],
        new: list[Path],
        gone: set[str],
    ) -> Manifest | None:
        assert self._plan is not None
        base = OxigraphStore.open_read_only(before / STORE_NAME)
        files = {graphs[file.name]: file for file in new}
        changes = [_change(base, graph, files.get(graph)) for graph in sorted(gone | set(files)) if graph]
        if not _apart(change.added for change in changes):
            return None
        removed = sum(len(change.removed) for change in changes)
        stale = old.stale + removed
        if stale > _MOST_CHANGED * old.asserted:
            return None
        base.checkpoint(folder / STORE_NAME)
        store = OxigraphStore.create(folder / STORE_NAME)
        try:
            working = Working(store, self._plan, self._layout)
            revision = revise(working, base, load_rules(), changes)
            touched = {triple[0][1:-1] for triple in revision.removed | revision.added}
            touched |= working.referring(revision.removed - revision.added)
            suspect = contradicted(self._plan, working.facts, revision.added)
            violations = validate_touched(store, self._layout, touched, lang=self._config.language)
            self._refuse_invalid(store, violations, suspect)
            asserted = old.asserted - removed + sum(len(change.added) for change in changes)
            return self._manifest(store, asserted, old.inferred + revision.grown, graphs, stale)
        finally:
            store.close()

    def _manifest(
        self, store: OxigraphStore, asserted: int, inferred: int, graphs: dict[str, str], stale: int = 0
    ) -> Manifest:
        store.flush()
        return Manifest(asserted, inferred, program(), graphs, stale)

    def _refuse_invalid(self, store: OxigraphStore, violations: Iterable[object], suspect: bool) -> None:
        inconsistencies = find_inconsistencies(store, self._axioms) if suspect else ()
        told = tell_inconsistencies(
            inconsistencies, store, self._axioms, load_rules(), lang=self._config.language
        )
        found = [*told, *violations]
        if not found:
            return
        shown = "\n".join(f"  {text}".replace("\n", "\n  ") for text in found[:_SHOWN])
        more = f"\n  … and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise WorkspaceError(
            f"the graph is not valid and was not taken into use. Faults: {len(found)}\n{shown}{more}",
            where=str(self._config.root),
            remedy="Look at the vocabulary files and the register first; the last good graph stays in use.",
            code="workspace.invalid",
        )


def _graph_of(file: Path) -> str:
    """The graph that a canonical file holds, from its first line; "" where it is empty."""
    try:
        with gzip.open(file) as lines:
            first = lines.readline()
    except (OSError, EOFError, zlib.error):
        # Says what is wrong with the file.
        first = read_canonical(file).partition(b"\n")[0]
    return first[first.rindex(b"<") + 1 : first.rindex(b">")].decode("utf-8") if first else ""


class _EqualityError(Exception):
    """Data that says what is the same as what: only everything at once tells what follows."""


def _read(files: Iterable[Path]) -> Iterator[GraphData]:
    for file in files:
        lines = read_canonical(file)
        for graph, triples in split_lines(lines):
            if not _apart([triples]):
                raise _EqualityError
            yield GraphData(graph, lines, triples)


def _apart(groups: Iterable[Iterable[Triple]]) -> bool:
    """Whether no triple says that things are the same or different."""
    return all(triple[1] not in (SAME, DIFFERENT) for triples in groups for triple in triples)


def _change(base: OxigraphStore, graph: str, file: Path | None) -> Change:
    """What differs between a graph of the store and its canonical file (None: it is gone), with terms as a store writes them."""
    new = OxigraphStore.memory()
    if file is not None:
        new.bulk_load(read_canonical(file))
    said, says = (
        frozenset((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in store.quads(graph))
        for store in (base, new)
    )
    return Change(graph, said - says, says - said)
