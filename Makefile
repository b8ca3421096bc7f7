# `make demo` and `make test` are all the set-up there is; `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= lifescience-demo
# A file's tests stay in one process: they share servers and browsers.
PARALLEL = -n $$($(BIN)/python -c 'import os; print(os.cpu_count())') --dist loadfile
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: help demo test test-wheel check lint types contracts docs docs-check pictures figures clean

help:
	@echo "make demo         the example consultation: built, shown and exported to $(DEMO)/"
	@echo "make test         install what the tests need and run them all, with coverage"
	@echo "make check        lint, types, import contract and generated documents"
	@echo "make test-wheel   build the wheel, check what is in it, run the tests against it installed"
	@echo "make figures      score the extraction (on the real response too, where ../shared is) and check the tables of the docs"
	@echo "make docs         write the generated documents anew"
	@echo "make pictures     make the pictures of docs/ anew (needs Chromium)"
	@echo "make clean        remove environments, builds and the example"

# The virtual environment is made again when the dependencies change. The marks are files so that a second run is quick.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "remissgraf needs Python 3.11 or later: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --editable .
	@touch $@

$(VENV)/.tools: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --editable ".[test,dev]"
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed
	@$(BIN)/remissgraf demo $(DEMO)

test: $(VENV)/.tools
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=term

lint: $(VENV)/.tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tools
	$(BIN)/mypy

contracts: $(VENV)/.tools
	cd src && ../$(BIN)/lint-imports --config ../pyproject.toml

docs: $(VENV)/.tools
	$(BIN)/python -m scripts.make_cli_docs
	$(BIN)/python -m scripts.make_worked_docs
	$(BIN)/python -m scripts.make_ontology_docs

docs-check: $(VENV)/.tools
	$(BIN)/python -m scripts.make_cli_docs --check
	$(BIN)/python -m scripts.make_worked_docs --check
	$(BIN)/python -m scripts.make_ontology_docs --check

check: lint types contracts docs-check

pictures: $(VENV)/.tools
	$(BIN)/python -m scripts.make_pictures

figures: $(VENV)/.tools
	$(BIN)/python -m scripts.figures --check

# Tested from an environment that has the wheel and not the tree. The tests are those that read every room's data files and run every
# command: what a wheel can lack. What they compute is tested by `make test`.
WHEEL_TESTS := tests/cli/test_commands.py tests/cli/test_evaluate.py tests/ontology tests/queries/test_library.py tests/queries/test_search.py \
	tests/queries/view/test_style.py tests/queries/view/test_network_page.py tests/queries/view/test_matrix_page.py tests/queries/view/test_reader_page.py \
	tests/queries/report/test_prose.py tests/cli/test_report.py tests/graph/search tests/graph/extract/test_example.py tests/graph/workspace/test_vocabulary.py tests/test_packaging.py

test-wheel: $(VENV)/.tools
	rm -rf build dist .venv-wheel
	$(BIN)/python -m build --quiet --wheel
	$(BIN)/check-wheel-contents dist/*.whl
	$(PYTHON) -m venv .venv-wheel
	.venv-wheel/bin/python -m pip --disable-pip-version-check install --quiet "$$(ls dist/*.whl)[test]"
	.venv-wheel/bin/python -c "import remissgraf, sys; sys.exit('site-packages' not in remissgraf.__file__)"
	.venv-wheel/bin/python -m pytest $(PARALLEL) $(WHEEL_TESTS) -q

clean:
	rm -rf $(VENV) .venv-wheel build dist $(DEMO) *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
