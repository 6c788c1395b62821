# make demo   the main job on the embedded benchmark, from a fresh clone to a report
# make test   style, types and tests; PYTEST_OPTIONS= runs the slow and the nightly ones too
# make bench  speed beside other tools, on this machine
# The environment lives in .venv and is made again when pyproject.toml or constraints.txt change.

PYTHON ?= python3
PYTEST_OPTIONS ?= -m "not slow and not nightly"
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test lint type bench format clean

demo: .venv/installed
	$(BIN)/crosswind demo

test: lint type
	$(BIN)/pytest $(PYTEST_OPTIONS)

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

type: .venv/installed-dev
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-dev
	@set -e; for script in $(filter-out benchmarks/human_noise.py,$(wildcard benchmarks/*.py)) benchmarks/perturbations/speed.py; do echo "== $$script"; $(BIN)/python -P $$script; done

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/installed: pyproject.toml constraints.txt
	@$(MAKE) --no-print-directory .venv/bin/python
	@echo "Installing what a run needs into .venv; the first time this takes some minutes."
	@$(INSTALL) -e .
	@touch $@

.venv/installed-dev: pyproject.toml constraints.txt
	@$(MAKE) --no-print-directory .venv/bin/python
	@echo "Installing what development needs into .venv; the first time this takes some minutes."
	@$(INSTALL) -e '.[dev]'
	@touch .venv/installed $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "$(PYTHON) is not Python 3.11 or newer; name one that is: make PYTHON=/path/to/python3." >&2; exit 2; }
	@$(PYTHON) -m venv .venv
