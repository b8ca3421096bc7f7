"""What a workspace remembers between commands, in .remissgraf/: the record of files read, the texts, the canonical quads, the stores.

    .remissgraf/
        texts/<consultation>/<response>.txt    the text that the offsets count in
        canonical/<name>.nq.gz                 quads of one named graph, named by their own hash
        stores/<generation>/                   one built store and its edition, named by the hash of all that it was made from
        search.sqlite                          the index of words, made at the first search after a build
        resemblance.json                       which responses are alike, and a hash of what that follows from
        record.json                            every file seen, with hash, outcome and canonical name
        current                                the generation in use: changed last, by one rename
        lock                                   held by the process that builds

Everything but the record's times follows from the workspace's files. This module must not know what the quads mean.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from remissgraf.atomic import write_atomic
from remissgraf.errors import WorkspaceError
from remissgraf.graph.describe import References
from remissgraf.graph.likeness import Likeness
from remissgraf.graph.model import Claim
from remissgraf.graph.paths import path_text
from remissgraf.ontology.entries import Actor, Topic

__all__ = ["FileRecord", "Problem", "State"]

_VERSION: Final = 5
# Generations are named by a hash; another name in the file `current` is damage and must not lead out of stores/.
_GENERATION: Final = re.compile(r"[0-9a-f]{32}")
_FILE_NAME: Final = re.compile(r"[^./\\:][^/\\:]*")
# Characters of a response's id, which is ASCII.
_NAME_LENGTH: Final = 150
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file could not be read. The fields are those of a RemissgrafError."""

    message: str
    remedy: str | None
    code: str


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a responses folder, as the last build saw it.

    path: relative to the workspace. sha256: of its bytes, "" where they could not be read.
    basis: hash of everything else that its quads follow from (program, vocabulary, strategy, settings, register row).
    canonical: name of its quads in canonical/, None where there is a problem. text_sha256: of its stored text.
    private: (start, end) of what is personal in that text.
    likeness: what its text is compared with others by. counted: False where the register gives it as a draft or withdrawn.
    """

    path: str
    consultation: str
    response: str
    sha256: str
    basis: str
    canonical: str | None = None
    text_sha256: str = ""
    statements: int = 0
    warnings: tuple[str, ...] = ()
    references: References = field(default_factory=References)
    private: tuple[tuple[int, int], ...] = ()
    likeness: Likeness | None = None
    counted: bool = True
    problem: Problem | None = None


class State:
    """The folder .remissgraf of one workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = folder / "texts"
        self.canonical = folder / "canonical"
        self.stores = folder / "stores"
        self.search = folder / "search.sqlite"
        self.resemblance = folder / "resemblance.json"
        self._record = folder / "record.json"
        self._current = folder / "current"
        # What was loaded, by path, with the lines that it stood in.
        self._lines: dict[str, tuple[FileRecord, str]] = {}

    def prepare(self) -> None:
        for path in (self.texts, self.canonical, self.stores):
            with self._guarded(path):
                path.mkdir(parents=True, exist_ok=True)
        # The state can always be made again, and texts may hold personal data: neither belongs in version control.
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            write_atomic(ignore, b"*\n", error=WorkspaceError)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Held while building. Raises WorkspaceError where another process holds it, "workspace.link" as `store`."""
        from filelock import FileLock, Timeout

        self._refuse_links()
        lock = FileLock(self.folder / "lock", timeout=0)
        with self._guarded(self.folder):
            self.folder.mkdir(exist_ok=True)
            try:
                lock.acquire()
            except Timeout:
                raise WorkspaceError(
                    "another process is building this workspace",
                    where=str(self.folder.parent),
                    remedy="Wait until it is done. Nothing was changed.",
                    code="workspace.locked",
                ) from None
        try:
            yield
        finally:
            lock.release()

    def load(self) -> dict[str, FileRecord]:
        """The files of the last build by path; empty where there was none or another version of the program wrote the record."""
        try:
            with self._guarded(self._record):
                text = self._record.read_text(encoding="utf-8")
            data = json.loads(text)
            if not isinstance(data, dict) or data.get("version") != _VERSION:
                return {}
            records = {entry["path"]: _file_record(entry) for entry in data["files"]}
            for (path, record), line in zip(records.items(), text.split("\n")[1:], strict=False):
                # As `save` writes it; in a file that somebody else has written lines may stand for anything.
                if line.startswith(f'{{"path": {json.dumps(path, ensure_ascii=False)}, "consultation": '):
                    self._lines[path] = record, line.removesuffix(",")
            return records
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            # Written atomically, so this is damage from outside: everything can be read again from the files.
            return {}

    def save(self, records: Mapping[str, FileRecord]) -> None:
        lines = ",\n".join(self._line(path, records[path]) for path in sorted(records))
        data = f'{{"version": {_VERSION}, "files": [\n{lines}\n]}}\n'
        write_atomic(self._record, data.encode("utf-8"), error=WorkspaceError)

    def _line(self, path: str, record: FileRecord) -> str:
        """A record as it stands in the file: as it was read there, where it is that one."""
        known, line = self._lines.get(path, (None, ""))
        # Without an indent: with one the encoder is Python's own, ten times as slow.
        return line if known is record else json.dumps(record, ensure_ascii=False, default=_fields)

    def current(self) -> str | None:
        """The generation in use, None before the first build."""
        try:
            with self._guarded(self._current):
                name = self._current.read_text(encoding="utf-8").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        return name if _GENERATION.fullmatch(name) and (self.stores / name).is_dir() else None

    def switch(self, generation: str) -> None:
        """Make `generation`, which stands complete in stores/, the one in use. Older ones go, but for the one before."""
        before = self.current()
        write_atomic(self._current, generation.encode("utf-8"), error=WorkspaceError)
        for path in self.stores.iterdir():
            if path.name not in (generation, before):
                shutil.rmtree(path, ignore_errors=True)

    def store(self) -> Path:
        """The folder of the store in use.

        Raises WorkspaceError "workspace.unbuilt" where nothing has been built, "workspace.link" where the state leads elsewhere.
        """
        self._refuse_links()
        generation = self.current()
        if generation is None:
            raise WorkspaceError(
                "this workspace has not been built",
                where=str(self.folder.parent),
                remedy="Build it with: remissgraf build",
                code="workspace.unbuilt",
            )
        return self.stores / generation

    def text_path(self, consultation: str, response: str) -> Path:
        """Where a response's text is stored; a name too long for a file system (255 bytes) is cut and gets a hash."""
        name = response
        if len(name) > _NAME_LENGTH:
            name = f"{name[:_NAME_LENGTH]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"
        return self.texts / consultation / f"{name}.txt"

    def canonical_names(self) -> frozenset[str]:
        """The names of the canonical files that are there."""
        with self._guarded(self.canonical), os.scandir(self.canonical) as entries:
            return frozenset(entry.name for entry in entries if entry.is_file())

    def sweep(self, records: Mapping[str, FileRecord], background: frozenset[str]) -> None:
        """Remove canonical files and texts that no record needs, and half-written temporaries of a killed process."""
        wanted = {record.canonical for record in records.values()} | background
        for path in self.canonical.iterdir():
            if path.name not in wanted:
                path.unlink(missing_ok=True)
        kept = {
            self.text_path(record.consultation, record.response)
            for record in records.values()
            if record.canonical
        }
        for path in self.texts.rglob("*"):
            if path.is_file() and path not in kept:
                path.unlink(missing_ok=True)
        for path in self.folder.glob(".*.part"):
            path.unlink(missing_ok=True)
        for path in self.stores.glob("new-*"):
            shutil.rmtree(path, ignore_errors=True)

    def scratch(self) -> Path:
        """A new folder in stores/ to build a generation in."""
        path = self.stores / f"new-{os.getpid()}"
        shutil.rmtree(path, ignore_errors=True)
        return path

    def _refuse_links(self) -> None:
        """A workspace may come from somebody else: through a link in its state a build would overwrite and empty what is not its own."""
        folders = [self.folder]
        while folders:
            folder = folders.pop()
            if folder.is_symlink():
                raise _link(folder)
            with self._guarded(folder), contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
                for entry in entries:
                    # The scan knows what each is: none is looked at by itself.
                    if entry.is_symlink():
                        raise _link(folder / entry.name)
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(folder / entry.name)

    @contextlib.contextmanager
    def _guarded(self, path: Path) -> Iterator[None]:
        """What the operating system refuses of the state, but for a missing file, becomes an error that says how to go on."""
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as failure:
            raise WorkspaceError(
                f"the workspace's state cannot be used: {failure.strerror or failure}",
                where=str(path),
                remedy=f"Give yourself permission to read and write, or remove {self.folder.name} and build again: "
                "everything in it is made from your files.",
                code="workspace.state",
            ) from failure


def _link(path: Path) -> WorkspaceError:
    return WorkspaceError(
        "there is a link in the workspace's state, which would be followed out of it",
        where=path_text(path),
        remedy="Remove the link and build again: everything in the state is made from your files. Nothing was changed.",
        code="workspace.link",
    )


def _file_record(entry: Mapping[str, Any]) -> FileRecord:
    found, problem, likeness = entry["references"], entry["problem"], entry["likeness"]
    references = References(
        actors=tuple(_frozen(Actor, actor) for actor in found["actors"]),
        topics=tuple(_frozen(Topic, topic) for topic in found["topics"]),
        claims=tuple(_frozen(Claim, claim) for claim in found["claims"]),
        actor_ids=tuple(found["actor_ids"]),
        respondents=tuple(found["respondents"]),
    )
    values = {
        "private": [(start, end) for start, end in entry["private"]],
        "problem": Problem(**problem) if problem else None,
        "likeness": Likeness(**likeness) if likeness else None,
        "references": references,
    }
    record = _frozen(FileRecord, {**entry, **values})
    for name in (record.consultation, record.response, record.canonical):
        # Ids and names of files: one with a separator could lead out of the state.
        if name is not None and not _FILE_NAME.fullmatch(name):
            raise ValueError(name)
    return record


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a frozen value, for the encoder to go on with."""
    return {one.name: getattr(value, one.name) for one in fields(value)}


def _frozen(kind: type[Made], entry: Mapping[str, Any]) -> Made:
    """A frozen value from its JSON form: JSON has lists where the values have tuples."""
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()})
