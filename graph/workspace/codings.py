"""The hand-coded corpora of a workspace: every .dna file in its folder coded/. They are part of each build, as its vocabulary is.

A file is put there by `add_coding`, which writes it anew, so that it holds no more than what is read of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from remissgraf.atomic import write_atomic
from remissgraf.errors import ConfigError, ReadError, WorkspaceError
from remissgraf.graph.dna import Coding, read_dna
from remissgraf.graph.dna.write import dna_bytes
from remissgraf.graph.paths import path_text
from remissgraf.graph.readers.guard import Inside
from remissgraf.graph.workspace.config import WorkspaceConfig
from remissgraf.graph.workspace.forgotten import load_forgotten
from remissgraf.graph.workspace.sources import hash_file
from remissgraf.ontology.namespaces import slug

__all__ = ["FOLDER", "Corpus", "add_coding", "corpus_id", "load_codings"]

FOLDER: Final = "coded"
_SUFFIX: Final = ".dna"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A hand-coded corpus. id: in IRIs, from the file's name; name: the file, relative to the workspace."""

    id: str
    name: str
    coding: Coding


def load_codings(config: WorkspaceConfig) -> tuple[Corpus, ...]:
    """The corpora by name of their files, without those that the workspace has forgotten.

    Raises ConfigError "config.coding" where one cannot be read or two have one id.
    """
    found: dict[str, Corpus] = {}
    forgotten = load_forgotten(config.root).contents
    for path in _files(config.root / FOLDER):
        name = path_text(path.relative_to(config.root))
        if forgotten and _content(path, config.root) in forgotten:
            continue
        identity = slug(path_text(Path(path.stem)))
        if identity in found:
            raise ConfigError(
                f"it has the same id, {identity!r}, as {found[identity].name}",
                where=name,
                remedy="Give one of the files another name.",
                code="config.coding",
            )
        try:
            found[identity] = Corpus(identity, name, read_dna(path, root=config.root))
        except ReadError as error:
            raise ConfigError(
                f"the hand-coded corpus cannot be read: {error.message}",
                where=name,
                remedy=error.remedy,
                code="config.coding",
            ) from error
    return tuple(found.values())


def corpus_id(config: WorkspaceConfig, path: Path) -> str | None:
    """The id of the corpus that a file holds, or held while it was there; None for a file elsewhere than in the folder of corpora."""
    known = path.parent == config.root / FOLDER and path.suffix.lower() == _SUFFIX
    return slug(path_text(Path(path.stem))) if known and not path.name.startswith(".") else None


def add_coding(config: WorkspaceConfig, source: Path, name: str | None = None) -> tuple[Path, Coding]:
    """Read a .dna file from anywhere and put what it holds into the workspace; the new file and the coding.

    name: of the corpus; without it the name of the file. A corpus of that name is replaced, whole or not at all. Raises ReadError
    where the file cannot be read; WorkspaceError.
    """
    coding = read_dna(source)
    folder = config.root / FOLDER
    called = path_text(Path(source.stem)) if name is None else name.removesuffix(_SUFFIX)
    path = folder / f"{slug(called)}{_SUFFIX}"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as failure:
        raise WorkspaceError(
            f"cannot make the folder for hand-coded corpora: {failure.strerror}",
            where=path_text(folder),
            code="workspace.write",
        ) from failure
    write_atomic(path, dna_bytes(coding), error=WorkspaceError)
    return path, coding


def _content(path: Path, root: Path) -> str | None:
    """The SHA-256 of a file; None for one that cannot be read, which is told where it is opened."""
    try:
        return hash_file(path, Inside(root))
    except (OSError, ReadError):
        return None


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() == _SUFFIX and not path.name.startswith(".")
        )
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as failure:
        raise ConfigError(
            f"the folder cannot be listed: {failure.strerror}",
            where=path_text(folder),
            remedy="Give yourself permission to read it.",
            code="config.coding",
        ) from failure
