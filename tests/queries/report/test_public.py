"""The public edition of a report on responses full of personal data: none of it is in any format, and what is hidden is said to be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from remissgraf.graph.describe.private import MASK
from remissgraf.graph.workspace.opened import open_workspace
from remissgraf.queries.report.make import WRITERS, make_report, write_report
from remissgraf.queries.report.model import Options, Report


@pytest.fixture(scope="module")
def report(built_persons: Path) -> Report:
    return make_report(open_workspace(built_persons).store, Options("sv", "0", "each"))


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_nothing_personal_is_in_the_report(
    form: str, report: Report, leaks: Callable[[str], list[str]]
) -> None:
    file = io.BytesIO()
    write_report(report, form, file)
    data = file.getvalue()
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(file) as package:
            data = b"\n".join(package.read(name) for name in package.namelist())
    text = data.decode("utf-8", "replace")
    assert "Avstyrker" in text
    assert leaks(text) == []


def test_hidden_words_are_said_to_be_hidden(report: Report) -> None:
    file = io.BytesIO()
    write_report(report, "md", file)
    text = file.getvalue().decode("utf-8")
    lines = [line for line in text.splitlines() if MASK in line and "Offentlig utgåva" not in line]
    assert lines
    assert all("delvis dolt" in line for line in lines)


def test_private_persons_are_one_group_in_sentences(report: Report) -> None:
    file = io.BytesIO()
    write_report(report, "md", file)
    text = file.getvalue().decode("utf-8")
    assert "Privatperson och Privatperson" not in text
    assert "privatperson" in text
