# Two commands: `make run` opens the dashboard, `make test` passes all checks. Both set everything up on a fresh machine.
PYTHON ?= python3
PORT ?= 8501
DATA ?= data/ukraine
REFRESH ?=
BIN := .venv/bin

.PHONY: run test lint bench rebuild clean

run: .venv/runs
	@.ci/setup chromium || true
	@echo "The dashboard opens at http://localhost:$(PORT) (stop it with Ctrl-C)"
	@$(BIN)/python -m panels.serve --port $(PORT) --data $(DATA) $(if $(REFRESH),--refresh $(REFRESH))

test: .venv/develops
	@.ci/setup chromium
	@if [ "$(CI)" = true ]; then .ci/setup servers; fi
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest

lint: .venv/develops
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/develops
	@.ci/setup chromium
	$(BIN)/python -m benchmarks.run

rebuild: .venv/develops
	PYTHONPATH=. $(BIN)/python data/ukraine/rebuild.py
	$(BIN)/python -m data.ukraine.rebuild_settlements
	PYTHONPATH=. $(BIN)/python data/us-counties/rebuild.py
	$(BIN)/python layers/fonts/rebuild.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache benchmarks/.cache

.venv/runs: requirements.txt
	@.ci/setup venv $(PYTHON)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/develops: requirements.txt requirements-dev.txt
	@.ci/setup venv $(PYTHON)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/runs
