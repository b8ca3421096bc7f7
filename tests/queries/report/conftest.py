"""The report on the bundled example, made once in each language, and its text in blocks."""

from __future__ import annotations

import pytest

from remissgraf.graph.workspace.opened import Opened
from remissgraf.queries.report.blocks import TextDocument
from remissgraf.queries.report.compose import compose
from remissgraf.queries.report.make import make_report
from remissgraf.queries.report.model import Options, Report


@pytest.fixture(scope="session", params=["sv", "en"])
def example_report(request: pytest.FixtureRequest, opened_example: Opened) -> Report:
    return make_report(opened_example.store, Options(request.param, "0.5", "each"))


@pytest.fixture(scope="session")
def example_document(example_report: Report) -> TextDocument:
    return compose(example_report)


@pytest.fixture(scope="session")
def swedish_report(opened_example: Opened) -> Report:
    return make_report(opened_example.store, Options("sv", "0.5", "each"))


@pytest.fixture(scope="session")
def swedish_document(swedish_report: Report) -> TextDocument:
    return compose(swedish_report)
