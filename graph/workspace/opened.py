"""A built workspace opened for reading: its configuration and its store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from remissgraf.errors import WorkspaceError
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.config import WorkspaceConfig, load_config
from remissgraf.graph.workspace.generation import EDITION_NAME, STORE_NAME
from remissgraf.graph.workspace.state import State

__all__ = ["Opened", "find_store", "open_workspace"]


@dataclass(frozen=True, slots=True)
class Opened:
    """config, and the store of the generation in use, read-only."""

    config: WorkspaceConfig
    state: State
    store: OxigraphStore


def open_workspace(root: Path) -> Opened:
    """Raises WorkspaceError where the folder is no workspace ("workspace.missing") or was not built ("workspace.unbuilt").

    And "workspace.edition" where the configuration says public and the graph was built as internal, so that no personal data is shown
    as if it had been hidden.
    """
    config, store = find_store(root)
    return Opened(config, State(config.state), OxigraphStore.open_read_only(store))


def find_store(root: Path) -> tuple[WorkspaceConfig, Path]:
    """The configuration and the folder of the store in use, not opened: for a process that opens it elsewhere. Raises the same."""
    config = load_config(root)
    generation = State(config.state).store()
    if config.edition == "public" and _edition(generation) == "internal":
        raise WorkspaceError(
            "the workspace is to be public now, but its graph was built as internal and still holds personal data",
            where=str(root),
            remedy="run `remissgraf build`",
            code="workspace.edition",
        )
    return config, generation / STORE_NAME


def _edition(generation: Path) -> str:
    """The edition that a generation was made as, "" where that is not known."""
    try:
        return (generation / EDITION_NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
