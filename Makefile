# 挂图 Guatu. `make` lists the tasks; `make check` is the one you need before you hand something over.
SHELL := /bin/sh
PY := .venv/bin/python
export PYTHONUTF8 := 1
LOCKS := requirements/build.txt pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help setup run test test-core test-web test-postgresql test-browser test-ocr fuzz check format lint types bench golden lock translations pictures clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/.base: requirements/base.txt $(LOCKS)
	sh setup/python.sh base
	touch $@

.venv/.dev: requirements/dev.txt $(LOCKS)
	sh setup/python.sh dev
	touch $@ .venv/.base

setup: .venv/.dev ## everything a developer needs, in .venv and from apt
	sh setup/system.sh test

run: .venv/.base ## set up, load the example city when the store is empty, serve (PORT, GUATU_HOME)
	sh setup/system.sh run
	$(PY) -m guatu run

test: test-core test-web test-postgresql test-browser ## all tests

test-core: setup ## the core and the readers: no database
	$(PY) -m pytest -q --doctest-modules src/guatu/core
	$(PY) -m pytest -q -n 2 tests/core tests/store tests/golden tests/test_architecture.py

test-web: setup ## tables, services, pages and command line on SQLite
	$(PY) -m pytest -q -n 2 tests/web tests/cli

test-postgresql: setup ## the same suite on PostgreSQL
	$(PY) -m pytest -q -n 2 tests/web tests/cli --engine postgresql

test-browser: setup ## journeys in a real Chromium, with an accessibility check
	$(PY) -m pytest -q tests/browser

test-ocr: setup ## scans, with the extra `ocr` (275 MB, installed on demand)
	$(PY) -m pip install --quiet --require-hashes -r requirements/ocr.txt
	$(PY) -m pytest -q tests/store/documents/test_scan.py

fuzz: setup ## both fuzzing harnesses, SECONDS each (300), with atheris, installed on demand in .venv
	$(PY) -m pip install --quiet --require-hashes -r requirements/fuzz.txt
	$(PY) -m tests.fuzz plans --seconds $(or $(SECONDS),300)
	$(PY) -m tests.fuzz documents --seconds $(or $(SECONDS),300)

check: lint types test ## what must be green: format, lint, types, tests

format: setup ## put the code in order
	$(PY) -m ruff format . && $(PY) -m ruff check --fix .

lint: setup ## format and lint, changing nothing
	$(PY) -m ruff format --check . && $(PY) -m ruff check .

types: setup ## types
	$(PY) -m mypy

bench: setup ## speed and memory, as JSON
	@$(PY) -m bench

golden: setup ## write the golden ledgers anew; a person reads the diff
	$(PY) -m tests.golden.rewrite

pictures: setup ## take the guide's pictures anew, on a fixed day; a person looks at the diff
	$(PY) -m pytest -q tests/browser/test_pictures.py --pictures

translations: setup ## collect the Chinese texts and compile the English ones
	$(PY) -m tests.web.translations

lock: ## write the hash-locked requirements anew (needs uv)
	echo 'setuptools>=77' | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header - -o requirements/build.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements/base.txt
	for extra in dev ocr forecast spark; do uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra $$extra pyproject.toml -o requirements/$$extra.txt; done

clean: ## remove what tests and builds left (never var/)
	rm -rf .pytest_cache .ruff_cache .mypy_cache .hypothesis build tests/browser/shots
