# Two commands matter: `make run` shows the product, `make test` proves it.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BENCHED := $(VENV)/.benched
ADDRESS ?= 127.0.0.1:8000
ARGS ?=
SEED ?=

# Fetch packages trusting what this machine trusts.
export UV_SYSTEM_CERTS ?= 1

# What `check --deploy` looks at: settings as strict as a deployed site's.
STRICT := ENV_FILE= LOCAL=false DEBUG=false DEMONSTRATION=false \
    SECRET_KEY=only-for-the-check-of-settings-$$(date +%s%N)-and-never-for-a-site-9f2c \
    ALLOWED_HOSTS=market.example DEFAULT_FROM_EMAIL=market@market.example

.DEFAULT_GOAL := help
.PHONY: help setup run test coverage torture check format bench lock

help: ## What can be done here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

setup: $(STAMP) .env ## The environment, from the locked dependencies

.env:
	@cp .env.example .env

$(STAMP): requirements/dev.txt requirements/bootstrap.txt
	@echo "Setting up the environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Python 3.11 or later is needed: make setup PYTHON=/path/to/python3"; exit 1; }
	@echo "Installing the locked dependencies (about a minute the first time)"
	@if command -v uv >/dev/null 2>&1; then uv=uv; \
	elif $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements/bootstrap.txt; then \
	    uv=$(BIN)/uv; \
	fi; \
	{ test -n "$$uv" && $$uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt; } \
	    || $(BIN)/python -m pip --disable-pip-version-check install --require-hashes -r requirements/dev.txt
	@touch $(STAMP)

run: setup ## The demonstration on http://127.0.0.1:8000
	@LOCAL=true DEMONSTRATION=true $(BIN)/python manage.py demonstrate $(ADDRESS) --seed="$(SEED)"

test: setup ## All tests on both databases, and in a real browser
	@$(BIN)/python -m tests.run $(ARGS)

coverage: setup ## The branches of the rules, ledger and operations of money that no test reaches
	@$(BIN)/python -m tests.covered $(ARGS)

torture: setup ## An hour of lives, faults and tampering: ARGS="--seed 7 --minutes 60"
	@$(BIN)/python -m tests.torture $(ARGS)

check: setup ## Format, lint, types, import contracts, migrations, deployment settings
	@echo "format" && $(BIN)/ruff format --quiet --check .
	@echo "lint" && $(BIN)/ruff check --quiet .
	@echo "types" && $(BIN)/mypy
	@echo "import contracts" && $(BIN)/lint-imports --no-cache
	@echo "migrations" && $(BIN)/python manage.py makemigrations --check --dry-run
	@echo "deployment settings" && $(STRICT) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: setup ## Write the files as `make check` wants them
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup $(BENCHED) ## Figures of speed, as ratios to raw SQL: ARGS="--only writers --db postgres"
	@$(BIN)/python -m bench $(ARGS)

$(BENCHED): requirements/bench.txt $(STAMP)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.txt \
	    && touch $@ || echo "What others are measured with could not be installed; it is left out."

lock: setup ## Resolve pyproject.toml into requirements/
	@for part in "pyproject.toml -o requirements/runtime.txt" \
	    "pyproject.toml --group dev -c requirements/runtime.txt -o requirements/dev.txt" \
	    "--group bench -c requirements/dev.txt -o requirements/bench.txt" \
	    "--group bootstrap -c requirements/dev.txt -o requirements/bootstrap.txt"; do \
	    $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	        --no-emit-index-url --no-header $$part || exit 1; \
	done
