# Two commands: `make run` opens the dashboard, `make test` passes all checks. Both set everything up on a fresh machine.
PYTHON ?= python3
PORT ?= 8501
DATA ?= data/ukraine
REFRESH ?=
ONLY ?=
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
PARALLEL := -n auto --dist worksteal
# A busy machine may keep the browser waiting too long: such a test is run once more, and the summary names it
RETRY := --reruns 1 --only-rerun 'TimeoutError: (Locator|Page|Frame)[.]' -r fER
EXTRAS := --extra pictures --extra live --extra osm --extra xlsx
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url \
  --custom-compile-command 'make lock' pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run fuzz approve test everyday checks test-all test-long test-servers test-random coverage lint types imports bench lock rebuild words clean

help: ## say what there is to make
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: .venv/runs ## open the dashboard: PORT=8501 DATA=data/ukraine REFRESH=seconds
	@.ci/setup chromium || true
	@echo "The dashboard opens at http://localhost:$(PORT) (stop it with Ctrl-C)"
	@$(BIN)/python -m panels.serve --port $(PORT) --data $(DATA) --editable $(if $(REFRESH),--refresh $(REFRESH))

test: .venv/develops ## pass all checks and the tests of every day (about 4 minutes)
	@.ci/setup chromium
	@$(MAKE) --no-print-directory -j2 checks everyday

# The tests of every day wait for browsers now and then: the checks run meanwhile
everyday:
	$(PYTEST) $(PARALLEL) $(RETRY) -m "not long and not servers"

checks:
	@$(MAKE) --no-print-directory -j1 --output-sync=target lint types imports

test-all: test test-long ## and the long tests: browsers, pictures, the wheel, the fixed sheets (about 25 minutes more)

test-long: .venv/develops
	@.ci/setup chromium
	$(PYTEST) $(PARALLEL) $(RETRY) -m "long and not servers"

approve: .venv/develops ## draw the fixed sheets, replace what is approved, and write build/sheets.html, which shows what changed
	@.ci/setup chromium
	@mkdir -p build
	$(BIN)/python -m tests.sheets.approve build/sheets.html

test-servers: .venv/develops ## install and test what needs PostgreSQL with PostGIS, Spark with Java, LibreOffice
	@.ci/setup chromium
	@.ci/setup servers
	$(PYTEST) -m servers

test-random: .venv/develops ## the tests of every day, with seeds at random
	@.ci/setup chromium
	HYPOTHESIS_PROFILE=random $(PYTEST) $(PARALLEL) -m "not long and not servers"

fuzz: .venv/develops ## fuzz every reader, guided by coverage: MINUTES=10 each, ONLY="counts json"
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),10) $(if $(ONLY),--only $(ONLY))

coverage: .venv/develops ## the branches that the tests take, worst module first
	@.ci/setup chromium
	$(PYTEST) $(PARALLEL) -m "not servers" --cov --cov-report=
	$(BIN)/coverage report --sort=cover

lint: .venv/develops ## style
	@$(BIN)/ruff check .

types: .venv/develops ## types
	@$(BIN)/mypy

imports: .venv/develops ## the rule of imports
	@$(BIN)/lint-imports

bench: .venv/develops ## measure beside the peers: ONLY=part
	@.ci/setup chromium
	@.ci/setup peers
	$(BIN)/python -m benchmarks.run $(if $(ONLY),--only $(ONLY))

lock: .venv/develops ## pin all that is installed, from pyproject.toml; a pin stays while it fits
	$(LOCK) $(EXTRAS) --output-file requirements.txt
	$(LOCK) $(EXTRAS) --group dev --constraints requirements.txt --output-file requirements-dev.txt
	$(LOCK) --extra spark --constraints requirements.txt --output-file requirements-spark.txt

rebuild: .venv/develops ## derive the bundled data, fonts and the picture of README again
	PYTHONPATH=. $(BIN)/python data/ukraine/rebuild.py
	$(BIN)/python -m data.ukraine.rebuild_settlements
	PYTHONPATH=. $(BIN)/python data/us-counties/rebuild.py
	PYTHONPATH=. $(BIN)/python data/world/rebuild.py
	$(BIN)/python layers/fonts/rebuild.py
	$(BIN)/python -m briefing export data/ukraine --date 2026-01-07 --timestamp 2026-01-12T08:30 docs/sheet.png

words: .venv/develops ## gather the sentences of the code into the catalogues of translations
	PYTHONPATH=. $(BIN)/python geo/locale/rebuild.py

clean: ## remove what the commands above made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage build dist benchmarks/.cache

.venv/runs: requirements.txt
	@.ci/setup venv $(PYTHON)
	$(PIP) --require-hashes -r requirements.txt
	@touch $@

.venv/develops: requirements-dev.txt
	@.ci/setup venv $(PYTHON)
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@ .venv/runs
