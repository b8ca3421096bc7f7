"""A built workspace opened for reading: its configuration and its store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.config import WorkspaceConfig, load_config
from remissgraf.graph.workspace.generation import STORE_NAME
from remissgraf.graph.workspace.state import State

__all__ = ["Opened", "find_store", "open_workspace"]


@dataclass(frozen=True, slots=True)
class Opened:
    """config, and the store of the generation in use, read-only."""

    config: WorkspaceConfig
    state: State
    store: OxigraphStore


def open_workspace(root: Path) -> Opened:
    """Raises WorkspaceError where the folder is no workspace ("workspace.missing") or was not built ("workspace.unbuilt")."""
    config, store = find_store(root)
    return Opened(config, State(config.state), OxigraphStore.open_read_only(store))


def find_store(root: Path) -> tuple[WorkspaceConfig, Path]:
    """The configuration and the folder of the store in use, not opened: for a process that opens it elsewhere. Raises the same."""
    config = load_config(root)
    return config, State(config.state).store() / STORE_NAME
