# `make demo` shows the bot at work with no token; `make test` runs every check; `make soak` runs
# the fault tests at full length. All set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test soak lint format clean

demo: $(VENV)/.ready
	$(BIN)/telegist demo

test: lint
	$(BIN)/pytest -n auto --dist loadfile

soak: $(VENV)/.ready
	$(BIN)/pytest tests/faults -m soak -s

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# An old pip stops on this set of dependencies, so the environment's own is brought up to date first.
$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
