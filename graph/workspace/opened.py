"""A built workspace opened for reading: its configuration and its store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.config import WorkspaceConfig, load_config
from remissgraf.graph.workspace.generation import STORE_NAME
from remissgraf.graph.workspace.state import State

__all__ = ["Opened", "open_workspace"]


@dataclass(frozen=True, slots=True)
class Opened:
    """config, and the store of the generation in use, read-only."""

    config: WorkspaceConfig
    state: State
    store: OxigraphStore


def open_workspace(root: Path) -> Opened:
    """Raises WorkspaceError where the folder is no workspace ("workspace.missing") or was not built ("workspace.unbuilt")."""
    config = load_config(root)
    state = State(config.state)
    return Opened(config, state, OxigraphStore.open_read_only(state.store() / STORE_NAME))
