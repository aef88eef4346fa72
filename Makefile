# Folkmoot. `make run` and `make test` need nothing set up before them but Python 3.11 and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test check bench bench-theming demo clean assets install install-dev browser translations lock

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Install, build, set up, load the demonstration and start (HOST and PORT choose where)
	@$(PYTHON) scripts/prepare.py run
	@$(BIN)/folkmoot setup --authority "Merestone Combined Authority"
	@$(BIN)/folkmoot demo
	@HOST=$(HOST) PORT=$(PORT) exec $(BIN)/folkmoot serve

test: ## Install what the tests need; run all of them on SQLite, then what a database can change on PostgreSQL
	@$(PYTHON) scripts/prepare.py test
	@$(BIN)/python scripts/run_tests.py

check: ## Lint, types, templates, import contracts, dependencies
	@$(PYTHON) scripts/prepare.py check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet webapp/templates
	$(BIN)/lint-imports
	$(BIN)/deptry .

bench: ## Speed, size and memory beside the least application that does the same
	@$(PYTHON) scripts/prepare.py test
	@$(BIN)/python -m benchmarks

bench-theming: ## Theming beside the common methods: quality, learning, calibration, campaigns, stability, speed (QUICK=1)
	@$(PYTHON) scripts/prepare.py test
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.theming $(if $(QUICK),--quick)

demo: ## Load the fictional Merestone into an empty site
	@$(PYTHON) scripts/prepare.py run
	@$(BIN)/folkmoot setup --authority "Merestone Combined Authority"
	@$(BIN)/folkmoot demo

assets: ## Build the pages' style and script again
	@$(PYTHON) scripts/prepare.py assets

translations: ## Collect every marked text into webapp/translations/messages.pot
	@$(PYTHON) scripts/prepare.py check
	@$(BIN)/python scripts/collect_words.py

lock: ## Pin every dependency again, with hashes and without addresses
	@$(PYTHON) scripts/lock.py

clean: ## Remove everything that was installed, built or cached (the data in instance/ stays)
	rm -rf $(VENV) node_modules webapp/static/dist .mypy_cache .ruff_cache .hypothesis test-results *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
