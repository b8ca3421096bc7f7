"""Making workspaces: an empty one from the commented template, and the bundled example. Builds nothing."""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

from remissgraf.atomic import write_atomic
from remissgraf.errors import WorkspaceError
from remissgraf.graph.workspace.config import CONFIG_NAME, refuse_name
from remissgraf.ontology.namespaces import slug

__all__ = ["copy_example", "create"]

FOLDERS = ("strategy", "responses", "vocabulary")


def create(folder: Path) -> Path:
    """Make an empty workspace in `folder` (made if missing) and return its configuration file.

    Raises WorkspaceError where the folder is a workspace already; files that stand in it are left alone.
    """
    refuse_name(folder.resolve())
    path = folder / CONFIG_NAME
    if path.exists():
        raise WorkspaceError(
            "this folder is a workspace already",
            where=str(folder),
            remedy=f"Edit {path}.",
            code="workspace.exists",
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    title = folder.resolve().name or "workspace"
    name = re.sub(r"[^a-z0-9]+", "-", slug(title)).strip("-") or "workspace"
    template = (files(__package__) / "template.toml").read_text(encoding="utf-8")
    # The title stands inside a quoted TOML string.
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    text = template.replace("@NAME@", name).replace("@TITLE@", re.sub(r"[\x00-\x1f\x7f]", " ", quoted))
    write_atomic(path, text.encode("utf-8"), error=WorkspaceError)
    return path


def copy_example(example: Traversable, folder: Path) -> None:
    """Copy the bundled example workspace into `folder` (made if missing).

    A folder that holds the example already is left as it is. Raises WorkspaceError where it holds anything else.
    """
    config = (example / CONFIG_NAME).read_bytes()
    if (folder / CONFIG_NAME).is_file() and (folder / CONFIG_NAME).read_bytes() == config:
        return
    if folder.exists() and not _is_begun(example, folder):
        raise WorkspaceError(
            "this folder is not empty",
            where=str(folder),
            remedy="Name another folder: remissgraf demo DIR. A demo whose remissgraf.toml you changed: remissgraf build DIR",
            code="workspace.exists",
        )
    _copy(example, folder)
    # Last, because it tells a whole copy from one that was cut off.
    write_atomic(folder / CONFIG_NAME, config, error=WorkspaceError)


def _is_begun(example: Traversable, folder: Path) -> bool:
    """Whether the folder holds nothing but what an earlier copy put there before it was cut off."""
    entries = {entry.name: entry for entry in example.iterdir()}
    for path in folder.iterdir():
        entry = entries.get(path.name)
        if path.name.startswith(".") and path.suffix == ".part":
            continue
        if entry is None or entry.is_dir() != path.is_dir():
            return False
        if not (_is_begun(entry, path) if path.is_dir() else path.read_bytes() == entry.read_bytes()):
            return False
    return True


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        if entry.name in ("__pycache__", ".remissgraf", CONFIG_NAME):
            continue
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            with as_file(entry) as path:
                write_atomic(target / entry.name, path.read_bytes(), error=WorkspaceError)
