"""A workspace and a server: which server is meant, and its graphs brought up to date with the generation in use.

Nothing is sent to a server that the caller does not name. It knows neither files of sources nor queries of users.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from remissgraf.errors import WorkspaceError
from remissgraf.graph.stores.client import Client, Times, login_from_environment
from remissgraf.graph.stores.endpoint import EndpointStore
from remissgraf.graph.stores.publish import Progress, PublishReport, publish
from remissgraf.graph.stores.servers import find_server
from remissgraf.graph.workspace.config import WorkspaceConfig, load_config
from remissgraf.graph.workspace.opened import open_workspace

__all__ = ["find_config", "load_server", "open_server"]


def find_config(root: Path) -> WorkspaceConfig | None:
    """The configuration of the workspace in `root`, None where there is no workspace. Raises as `load_config` does for mistakes in it."""
    try:
        return load_config(root)
    except WorkspaceError as error:
        if error.code != "workspace.missing":
            raise
        return None


@contextmanager
def open_server(
    config: WorkspaceConfig | None, named: str, times: Times | None = None
) -> Iterator[EndpointStore]:
    """The server of that address, or of that name in the configuration, with the login that the environment holds. Nothing is sent yet.

    Raises StoreError "store.address", "store.unknown", "store.insecure", "store.httpx".
    """
    server = find_server(named, config.stores if config else {})
    with Client(server, login_from_environment(), times) as client:
        yield EndpointStore(client)


def load_server(root: Path, target: EndpointStore, *, progress: Progress) -> PublishReport:
    """Bring the server up to date with the built workspace in `root` (see `publish`)."""
    opened = open_workspace(root)
    return publish(opened.store, target, opened.config.base, progress=progress)
