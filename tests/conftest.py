"""What all tests share: the bundled example as a workspace, built once, and real SPARQL servers, started once where they are asked for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from remissgraf import examples
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.create import copy_example
from remissgraf.graph.workspace.opened import Opened, open_workspace

from . import servers

# No test fails because the machine is busy.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

PERSONS = Path(__file__).parent / "persons"


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


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[str]:
    """The address of an Oxigraph server. Shared by all tests: empty it before use."""
    program = servers.find_oxigraph()
    if program is None:
        servers.missing("Oxigraph server", "pip install oxigraph")
    assert program is not None
    with servers.oxigraph(program) as address:
        yield address


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso whose user dba has the password dba. Shared by all tests: empty it before use."""
    program = servers.find_virtuoso()
    if program is None:
        servers.missing("Virtuoso", "Debian: apt-get install virtuoso-opensource-7")
    assert program is not None
    with servers.virtuoso(program, tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture(scope="session")
def built_persons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose responses are full of personal data, in the public edition, built. Shared by all tests: do not change it."""
    folder = tmp_path_factory.mktemp("persons") / "persons"
    shutil.copytree(PERSONS, folder)
    report = build(folder)
    assert not report.problems
    return folder


@pytest.fixture(scope="session")
def leaks() -> Callable[[str], list[str]]:
    """A function that finds in a text what the public edition of `built_persons` may show nowhere, at the beginning of a word."""
    lines = (PERSONS / "secrets.txt").read_text(encoding="utf-8").splitlines()
    found = re.compile("|".join(rf"(?<![^\W_]){re.escape(line)}" for line in lines if line), re.IGNORECASE)
    return lambda text: sorted(set(found.findall(text)))
