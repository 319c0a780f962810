# Two commands are enough: `make run` to see it, `make test` to trust it. `make help` lists the rest.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench bench-promise bench-lab prove prove-printer simulate lock clean

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
READY_TO_TEST := $(VENV)/ready-to-test
UV := .cache/uv/bin/uv
# TypeScript's checker and a formatter in one wheel, for our own scripts and style sheets.
DENO := DENO_DIR=.cache/deno DENO_NO_UPDATE_CHECK=1 $(BIN)/deno
DENO_SAYS := --quiet --config tests/scripts/deno.json
SCRIPTS = $(shell git ls-files 'server/*.js' 'kiosk/*.js' 'display/*.js' ':!*/idiomorph.js')
SHEETS = $(shell git ls-files '*.css' ':!*/fonts*.css')

PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# The locks are whole, so nothing is left to resolve.
INSTALL := $(PIP) install --no-deps
# Each package's name as its turn comes; pip's own exit status, whatever is shown of it.
PROGRESS := { $(BIN)/python -m pip --disable-pip-version-check --no-input install --no-deps
SHOWN := || touch $(VENV)/failed; } \
	| sed -un -e 's/^Collecting \([A-Za-z0-9._-]*\).*/  \1/p' -e 's/^Installing .*/  putting them in place .../p'; \
	! rm $(VENV)/failed 2>/dev/null
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-22s%s\n", $$1, $$2 }'

setup: $(READY) ## make .venv from the locked requirements; nothing when it is up to date

run: setup ## the demonstration town hall; options in ARGS, as in: make run ARGS="--visitors 40"
	@exec $(BIN)/suivant demo $(ARGS)

test: lint ## all checks and all tests, in a real browser too; pytest's options in ARGS
	$(BIN)/python -m tests.browser
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(READY_TO_TEST) ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@$(DENO) fmt $(DENO_SAYS) --check $(SCRIPTS) $(SHEETS)
	@$(DENO) lint $(DENO_SAYS) $(SCRIPTS)
	@$(DENO) check $(DENO_SAYS) $(SCRIPTS)

bench: $(READY_TO_TEST) ## how fast it is on this machine; the benchmark's options in ARGS
	$(BIN)/python -m tests.bench $(ARGS)

bench-promise: $(READY_TO_TEST) ## how true the promised waits are; as ARGS="--data DIR --json FILE"
	$(BIN)/python -m tests.promise_bench $(ARGS)

bench-lab: $(READY_TO_TEST) ## how true the lab is, beside what would really have been; as ARGS="--months 40"
	$(BIN)/python -m tests.lab_bench $(ARGS)

prove-printer: $(READY_TO_TEST) ## a thousand tickets under random faults, judged by the paper
	$(BIN)/python -m tests.agent.prove --jobs 1000 $(ARGS)

prove: $(READY_TO_TEST) ## 1,000 servers killed under load, nothing lost or doubled; options in ARGS
	$(BIN)/python -m tests.faults.prove $(ARGS)

simulate: $(READY_TO_TEST) ## days of towns that one number draws, faults included; as ARGS="--seed 7 --days 200"
	@$(BIN)/python -m tests.simulate $(ARGS)

lock: $(UV) ## choose the newest versions anew and write the locks
	$(COMPILE) --upgrade pyproject.toml --group build --output-file requirements.lock
	$(COMPILE) --upgrade pyproject.toml --group test --all-extras \
		--constraints requirements.lock --output-file requirements-test.lock

clean: ## remove what the commands above made, the demonstration's data excepted
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is written last: an interrupted setup starts again.
$(READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing Suivant in $(VENV): $$(grep -c == requirements.lock) packages, a minute or two."
	@$(PROGRESS) --require-hashes -r requirements.lock $(SHOWN)
	@$(INSTALL) --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q server kiosk display printer
	@touch $@

# The same place and the same versions, with the tools of the tests added.
$(READY_TO_TEST): requirements-test.lock $(READY)
	@echo "Installing what the tests need: $$(grep -c == requirements-test.lock) packages in all."
	@$(PROGRESS) --require-hashes -r requirements-test.lock $(SHOWN)
	@touch $@

# Each name is tried by running it: a version manager leaves names behind that run nothing.
$(BIN)/python:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
			echo "$$python cannot make virtual environments. On Debian: apt install python3-venv" >&2; \
			exit 1; \
		fi; \
		exec "$$python" -m venv --clear $(VENV); \
	done; \
	echo "Suivant needs Python 3.11 or newer, found: $$(python3 --version 2>&1 || echo none)." \
		"Install it, or name it: make setup PYTHON=/path/to/python3" >&2; \
	exit 1

$(UV):
	@python3 -m venv .cache/uv
	@.cache/uv/bin/python -m pip --quiet --disable-pip-version-check install uv
