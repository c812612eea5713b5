# Everything a newcomer needs: make demo, make test. Everything a contributor needs: make check, make eval, make bench.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo.html
CASE := build/demo.case
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: demo test check eval bench clean format

demo: $(STAMP)
	@$(BIN)/dragoman read examples --format overview --html $(DEMO)
	@$(BIN)/dragoman read examples/02-wire-update.txt
	@$(BIN)/dragoman add $(CASE) examples --published 2026-03-03
	@echo "All reports of examples/ as one page, to open in a browser: $(CURDIR)/$(DEMO)"
	@echo "The same as a case, woven into one record. See it in the browser: $(BIN)/dragoman serve $(CASE)"

test: check

check: $(DEV_STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

format: $(DEV_STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(DEV_STAMP)
	$(BIN)/python -m eval $(ARGS)

bench: $(DEV_STAMP)
	$(BIN)/python -m bench $(ARGS)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEV_STAMP): $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r tests/followthemoney.txt
	@touch $@ $(STAMP)

clean:
	rm -rf build .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
