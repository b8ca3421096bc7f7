"""What all tests share: the bundled example as a workspace, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from remissgraf import examples
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.create import copy_example
from remissgraf.graph.workspace.opened import Opened, open_workspace


@pytest.fixture(scope="session")
def built_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example workspace, built. Shared by all tests: do not change it, take `example_copy`."""
    folder = tmp_path_factory.mktemp("example") / "lifescience"
    copy_example(examples.lifescience(), folder)
    report = build(folder)
    assert not report.problems
    return folder


@pytest.fixture(scope="session")
def opened_example(built_example: Path) -> Opened:
    return open_workspace(built_example)


@pytest.fixture
def example_copy(built_example: Path, tmp_path: Path) -> Path:
    """A built example workspace of the test's own."""
    folder = tmp_path / "lifescience"
    shutil.copytree(built_example, folder)
    return folder
