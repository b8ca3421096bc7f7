"""A workspace is opened only as the edition that it was built as, or one that hides less."""

from __future__ import annotations

from pathlib import Path

import pytest

from remissgraf.errors import WorkspaceError
from remissgraf.graph.workspace.build import build
from remissgraf.graph.workspace.config import CONFIG_NAME
from remissgraf.graph.workspace.generation import EDITION_NAME
from remissgraf.graph.workspace.opened import find_store, open_workspace


def edit(root: Path, edition: str) -> None:
    file = root / CONFIG_NAME
    lines = [line for line in file.read_text(encoding="utf-8").split("\n") if not line.startswith("edition")]
    lines.insert(lines.index("[workspace]") + 1, f'edition = "{edition}"')
    file.write_text("\n".join(lines), encoding="utf-8")


def test_what_was_built_as_internal_is_not_shown_as_public(example_copy: Path) -> None:
    assert open_workspace(example_copy).config.edition == "public"
    edit(example_copy, "internal")
    # What hides more than it need is shown.
    assert open_workspace(example_copy).config.edition == "internal"
    build(example_copy)
    edit(example_copy, "public")
    for opening in (open_workspace, find_store):
        with pytest.raises(WorkspaceError) as caught:
            opening(example_copy)
        assert (caught.value.code, caught.value.remedy) == ("workspace.edition", "run `remissgraf build`")
    build(example_copy)
    store = find_store(example_copy)[1]
    assert (store.parent / EDITION_NAME).read_text(encoding="utf-8") == "public"


def test_a_generation_that_names_no_edition_is_opened(example_copy: Path) -> None:
    (find_store(example_copy)[1].parent / EDITION_NAME).unlink()
    assert len(open_workspace(example_copy).store) > 0
