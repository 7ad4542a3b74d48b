# Two commands do everything on a fresh machine with CPython 3.11+, make and git: `make demo` and `make test`.
PY ?= python3
UV := uv==0.13.9
BIN := .venv/bin

.PHONY: help setup demo test platform-test property-test check lint types layers format lock examples golden benchmark benchmark-evolution recording wheel clean

help:  ## show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

setup: .venv/.stamp  ## make .venv with the locked dependencies

# uv is several times faster than pip, so it is fetched into the environment first; pip does the same job where it cannot be had.
.venv/.stamp: pyproject.toml requirements.lock
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "scaffold needs Python 3.11 or newer: make PY=/path/to/python3.11" >&2; exit 1; }
	@echo "setting up .venv (once)"
	@if $(PY) -m venv --without-pip .venv && $(PY) -m pip --python $(BIN)/python install --quiet $(UV) 2>/dev/null; then \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.lock && \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable . ; \
	else \
		$(PY) -m venv --clear .venv && \
		$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --no-deps --editable . ; \
	fi
	@$(BIN)/python -m compileall -q generator
	@touch $@

demo: setup  ## the whole story: generate the marketplace, migrate, serve, call, edit a spec, do it again
	@$(BIN)/scaffold demo

test: setup  ## all tests, on a PostgreSQL 18 from a wheel
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

platform-test: setup  ## the generated tests of the examples, as their owners run them
	@for name in marketplace community; do \
		$(BIN)/scaffold -C examples/$$name generate && \
		(cd examples/$$name && PYTHONPATH=src $(CURDIR)/$(BIN)/python -m pytest -q -n auto tests) || exit 1; \
	done

property-test: setup  ## many random specs and edits, with mypy and their generated suites; PROPERTY_EXAMPLES says how many
	@PROPERTY_EXAMPLES=$${PROPERTY_EXAMPLES:-100} $(BIN)/python -m pytest -q -n auto --dist loadfile tests/property

check: lint types layers  ## everything that needs no database

lint: setup  ## ruff: rules and layout
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup  ## mypy --strict
	@$(BIN)/mypy

layers: setup  ## the pipeline runs one way
	@$(BIN)/lint-imports --no-logo

format: setup  ## let ruff write
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock: setup  ## resolve the dependencies anew
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --group dev --group benchmark \
		--generate-hashes --custom-compile-command "make lock" pyproject.toml -o requirements.lock

examples: setup  ## regenerate examples/ after a change to a template
	@for name in marketplace community; do $(BIN)/scaffold -C examples/$$name generate --overwrite || exit 1; done

golden: setup  ## rewrite the expectations of the golden tests
	@$(BIN)/python -m pytest -q -n auto --dist loadfile --update

benchmark: setup  ## the tables of docs/benchmarks.md
	@$(BIN)/python -m benchmarks

benchmark-evolution: setup  ## how long readers and writers of 1.5 million rows wait during a migration; takes minutes
	@$(BIN)/python -m benchmarks.evolution

recording: setup  ## record docs/recording/ anew
	@$(BIN)/python docs/recording/make_recording.py

wheel: setup  ## build dist/*.whl
	@$(BIN)/uv build --wheel --quiet --out-dir dist

clean:  ## remove what setup and the builds made
	@rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
