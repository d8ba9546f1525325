# Two commands matter: `make run` shows the product, `make test` proves it.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# Trust what this machine trusts when fetching packages.
export UV_NATIVE_TLS ?= 1
export UV_SYSTEM_CERTS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench lock clean

help: ## What can be done here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: $(STAMP) .env ## The environment, from the locked dependencies

.env:
	@cp .env.example .env

$(STAMP): requirements/dev.txt requirements/bootstrap.txt
	@echo "Setting up: the environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up: the locked dependencies"
	@if command -v uv >/dev/null 2>&1; then \
	    uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt; \
	elif $(BIN)/python -m pip install --quiet --require-hashes -r requirements/bootstrap.txt \
	    && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt; then \
	    :; \
	else \
	    $(BIN)/python -m pip install --require-hashes -r requirements/dev.txt; \
	fi
	@touch $(STAMP)

run: setup ## The site on http://127.0.0.1:8000
	@mkdir -p var
	@$(BIN)/python manage.py migrate --verbosity 0
	@DEMONSTRATION=true $(BIN)/python manage.py runserver 127.0.0.1:8000

check: setup ## Format, lint, types, import contracts, migrations
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python manage.py makemigrations --check --dry-run

test: setup ## All tests
	@$(BIN)/pytest

format: setup ## Write the files as `make check` wants them
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: setup ## Resolve pyproject.toml into requirements/
	@for part in "pyproject.toml -o requirements/runtime.txt" \
	    "pyproject.toml --group dev -c requirements/runtime.txt -o requirements/dev.txt" \
	    "--group bootstrap -c requirements/dev.txt -o requirements/bootstrap.txt"; do \
	    $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	        --no-emit-index-url --no-header $$part || exit 1; \
	done
