# Everything one does here, each a line: `make help`.
PYTHON ?= python3
OFFSET ?= 0
BIN := .venv/bin
RUN := $(BIN)/python -m

.DEFAULT_GOAL := help
.PHONY: help setup setup-run run test check bench record docs lock personas pilot token rotate-keys audit-verify screenshots clean reset

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install everything that running and testing need (once; again only what changed)
	@$(PYTHON) deploy/local/setup.py test

setup-run:
	@$(PYTHON) deploy/local/setup.py runtime

run: setup-run ## start all of Avlasta on this machine; Ctrl-C stops it (OFFSET=100 moves all ports)
	@$(RUN) deploy.local.run --offset $(OFFSET)

test: setup ## everything: format, lint, types, imports and all tests on real servers (ends with pytest's line)
	@$(RUN) deploy.local.chromium
	@$(MAKE) --no-print-directory gates
	$(RUN) pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder --durations=15

check: setup gates ## quick: format, lint, types, imports, unit, contract and architecture tests, pure acceptance tests
	$(RUN) pytest -q tests/unit tests/contracts tests/architecture tests/acceptance/rules

.PHONY: gates formatted linted typed layered
gates:
	@$(MAKE) --no-print-directory -j2 typed layered linted formatted
formatted:
	$(BIN)/ruff format --check
linted:
	$(BIN)/ruff check
typed:
	$(BIN)/mypy
layered:
	$(BIN)/lint-imports

bench: setup ## measure pipeline, API and latency against their baselines
	$(RUN) bench

record: setup ## record the published contracts anew (after a deliberate change)
	$(RUN) libs.catalogue

docs: setup ## write the generated parts of docs/
	$(RUN) libs.documents

LOCK := $(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header

lock: setup ## pin all versions anew: Python, npm, Kafka's jars
	cd requirements && ../$(LOCK) services.in -o services.txt
	cd requirements && ../$(LOCK) -c services.txt runtime.in -o runtime.txt
	cd requirements && ../$(LOCK) -c runtime.txt test.in -o test.txt
	PATH="$(CURDIR)/$(BIN):$$PATH" npm update --ignore-scripts
	$(RUN) deploy.local.jars --record

pilot: setup-run ## live the city's pilot of 2016 on a database of its own, and print its measures
	@$(RUN) deploy.local.pilot_run

personas: setup-run ## list the people one can sign in as locally
	@$(RUN) deploy.local.personas

token: setup-run ## print a bearer token for the API: make token PERSON=farsta-chef
	@$(RUN) deploy.local.token $(PERSON)

rotate-keys: setup-run ## give the local issuer a new signing key
	@$(RUN) deploy.local.keys

audit-verify: setup-run ## check the record of decisions of every service that runs
	@$(RUN) deploy.local.verify

screenshots: setup ## take the pictures of the README anew
	AVLASTA_IMAGES=docs/images $(RUN) pytest -q tests/browser -k screenshots

clean: ## remove caches
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

reset: ## remove all local data (asks first)
	@$(PYTHON) deploy/local/reset.py
