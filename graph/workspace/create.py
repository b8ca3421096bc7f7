"""Making workspaces: an empty one from the commented template, and the bundled example. Builds nothing."""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

from remissgraf.atomic import write_atomic
from remissgraf.errors import WorkspaceError
from remissgraf.graph.workspace.config import CONFIG_NAME
from remissgraf.ontology.namespaces import slug

__all__ = ["copy_example", "create"]

FOLDERS = ("strategy", "responses", "vocabulary")


def create(folder: Path) -> Path:
    """Make an empty workspace in `folder` (made if missing) and return its configuration file.

    Raises WorkspaceError where the folder is a workspace already; files that stand in it are left alone.
    """
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
    if (folder / CONFIG_NAME).is_file() and (folder / CONFIG_NAME).read_bytes() == (
        example / CONFIG_NAME
    ).read_bytes():
        return
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(
            "this folder is not empty",
            where=str(folder),
            remedy="Name another folder: remissgraf demo DIR",
            code="workspace.exists",
        )
    _copy(example, folder)


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        if entry.name in ("__pycache__", ".remissgraf"):
            continue
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            with as_file(entry) as path:
                write_atomic(target / entry.name, path.read_bytes(), error=WorkspaceError)
