"""The package is whole: what the build lists is what there is, and the wheel carries the data files."""

from __future__ import annotations

import importlib
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

import remissgraf

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ontology", "graph", "queries", "cli", "examples")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def test_every_package_is_listed() -> None:
    found = {"remissgraf"}
    for room in ROOMS:
        for marker in (ROOT / room).rglob("__init__.py"):
            found.add(".".join(("remissgraf", *marker.parent.relative_to(ROOT).parts)))
    assert set(SETTINGS["packages"]) == found


def test_a_folder_with_modules_is_a_package() -> None:
    for room in ROOMS:
        for module in (ROOT / room).rglob("*.py"):
            assert (module.parent / "__init__.py").exists(), module


@pytest.mark.parametrize("package", SETTINGS["packages"])
def test_every_package_can_be_imported(package: str) -> None:
    assert importlib.import_module(package).__doc__


def data_files(folder: Traversable, path: str = "") -> set[str]:
    found: set[str] = set()
    for entry in folder.iterdir():
        name = f"{path}{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                found |= data_files(entry, f"{name}/")
        elif not entry.name.endswith(".py"):
            found.add(name)
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_the_installed_package_has_all_data_files(room: str) -> None:
    assert data_files(files(f"remissgraf.{room}")) == data_files(ROOT / room)


def test_the_public_names() -> None:
    for name in remissgraf.__all__:
        assert getattr(remissgraf, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        _ = remissgraf.nothing
