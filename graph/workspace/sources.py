"""Which files of a workspace are responses, what each is called, and what else its quads follow from. Reads no document."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import remissgraf
from remissgraf.errors import ConfigError, WorkspaceError
from remissgraf.graph.paths import path_text
from remissgraf.graph.readers.guard import Inside
from remissgraf.graph.workspace.config import Consultation, WorkspaceConfig
from remissgraf.graph.workspace.register import RegisterRow, load_register
from remissgraf.ontology.entries import Vocabulary
from remissgraf.ontology.namespaces import slug

__all__ = ["Source", "basis", "find_sources", "hash_file", "program", "shared_basis"]

_PIECE: Final = 1 << 16  # bytes
# Files that programs leave behind and nobody means as a response.
_IGNORED: Final = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a consultation's responses folder. name: relative to the workspace; response: id in IRIs."""

    path: Path
    name: str
    consultation: Consultation
    response: str
    register: RegisterRow | None = None


def find_sources(
    config: WorkspaceConfig, consultation: Consultation, vocabulary: Vocabulary
) -> tuple[Source, ...]:
    """The responses of a consultation, sorted by name.

    Hidden files and those that office programs leave behind are passed over; everything else is a response, so that a file
    in a format that cannot be read is reported and not lost. Raises ConfigError for a register that names files that are not there,
    WorkspaceError "workspace.responses" where the folder cannot be listed.
    """
    folder = consultation.responses
    register_name = consultation.register.relative_to(config.root).as_posix() if consultation.register else ""
    register = load_register(consultation.register, register_name, vocabulary)
    if not folder.is_dir():
        raise ConfigError(
            "the folder of responses is not there",
            where=str(folder),
            remedy="Make it, or change `responses` in remissgraf.toml.",
            code="config.value",
        )
    try:
        files = {path_text(path.relative_to(folder)): path for path in _files(folder)}
    except OSError as failure:
        raise WorkspaceError(
            f"the folder of responses cannot be listed: {failure.strerror}",
            where=str(folder),
            remedy="Give yourself permission to read it. The last graph stays in use.",
            code="workspace.responses",
        ) from failure
    named = {name for row in register.values() for name in (row.file, row.replaces, row.annex_of) if name}
    lost = sorted(named - set(files))
    if lost:
        raise ConfigError(
            f"the register names {lost[0]!r}, which is not in {folder.name}/",
            where=register_name,
            remedy="Correct the name in the columns file, replaces and annex_of, or take it out.",
            code="config.table",
        )
    ids = _response_ids(files, register)
    return tuple(
        Source(path, path_text(path.relative_to(config.root)), consultation, ids[name], register.get(name))
        for name, path in sorted(files.items())
    )


def _files(folder: Path) -> Iterator[Path]:
    """Every file below the folder, links that lead to folders among them, and subfolders that cannot be listed: all is told.

    Raises OSError where the folder itself cannot be listed: its files have not gone away.
    """
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or path.name.lower() in _IGNORED:
            continue
        if path.is_symlink() or path.is_file():
            yield path
        elif path.is_dir():
            try:
                yield from list(_files(path))
            except PermissionError:
                yield path


def _response_ids(files: Iterable[str], register: Mapping[str, RegisterRow]) -> dict[str, str]:
    """The register's id, else a slug of the name; where two names give one slug, both get a hash of the name as well."""
    plain = {name: (register[name].id if name in register else None) or slug(name) for name in files}
    often = Counter(plain.values())
    return {
        name: value if often[value] == 1 else f"{value}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        for name, value in plain.items()
    }


def hash_file(path: Path, inside: Inside) -> str:
    """SHA-256 (hex) of the bytes of a file inside a root. Raises ReadError where it may not be read, OSError where it cannot."""
    digest = hashlib.sha256()
    # Without a buffer: most files are smaller than one.
    with inside.locate(path).open("rb", buffering=0) as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """Hash of all that makes quads from files: the code and data of the rooms graph and ontology."""
    digest = hashlib.sha256()
    for room in ("graph", "ontology"):
        home = Path(remissgraf.__file__).parent / room
        for path in sorted(home.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(home).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def shared_basis(config: WorkspaceConfig, consultation: Consultation) -> str:
    """Hash of what all responses of a consultation follow from: the program, the vocabulary, the strategy, the settings."""
    files = (config.actors, config.initiatives, config.topics, consultation.strategy)
    inside = Inside(config.root)
    return _hash(
        program(),
        config.base,
        config.edition,
        [consultation.id, consultation.title, [asdict(issuer) for issuer in consultation.issuers]],
        [consultation.rights, config.language],
        [hash_file(path, inside) if path else None for path in files],
    )


def basis(shared: str, source: Source) -> str:
    """Hash of everything, its own bytes aside, that one response's quads follow from.

    How it stands to other responses is said in the register's graph (`relations`).
    """
    row = replace(source.register, replaces=None, annex_of=None) if source.register else None
    return _hash(shared, source.name, source.response, asdict(row) if row else None)


def _hash(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
