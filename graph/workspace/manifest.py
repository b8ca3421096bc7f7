"""What a generation of the store was made from: so that the next one can be made from it by what differs. Knows no triples."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from remissgraf.atomic import write_atomic
from remissgraf.errors import WorkspaceError

__all__ = ["Manifest", "read_manifest", "write_manifest"]

_NAME: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """asserted, inferred: triples. program: what made it. graphs: IRI of the graph of each canonical file, by the file's name.

    stale: quads that were taken out since the store was last made from nothing; their words still stand in its files.
    """

    asserted: int
    inferred: int
    program: str
    graphs: Mapping[str, str]
    stale: int = 0


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest into the folder of its store. Raises WorkspaceError "workspace.write"."""
    data = json.dumps(asdict(manifest), ensure_ascii=False)
    write_atomic(folder / _NAME, data.encode("utf-8"), error=WorkspaceError)


def read_manifest(folder: Path) -> Manifest | None:
    """None where there is none, or none that can be understood."""
    try:
        found = Manifest(**json.loads((folder / _NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    numbers = (found.asserted, found.inferred, found.stale)
    if not all(isinstance(number, int) for number in numbers) or not isinstance(found.graphs, dict):
        return None
    return found
