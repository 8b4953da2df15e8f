# Everything runs from .venv, which is made on first use; only python3 (3.11+), git and make are presupposed.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
UV := .venv/uv/bin/uv
export UV_COMPILE_BYTECODE := 1
export VIRTUAL_ENV := $(CURDIR)/.venv
CODE := alignment benchmarks flows locales parsers pipeline reports review sources storage tests

.PHONY: help demo serve test check lint types imports format lock i18n schema screenshots bench endurance clean
# What is made in the checkout is kept there; what serve keeps lies where the commands look that are typed beside it.
demo test mutants check screenshots bench endurance: export ZVIRKA_HOME ?= $(CURDIR)/.zvirka

help: ## show the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "zvirka needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "python3 cannot make environments here; install python3-venv" >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --target .venv/uv uv

.venv/run: requirements/lock.txt pyproject.toml $(UV)
	@$(UV) pip sync --quiet --require-hashes requirements/lock.txt
	@$(UV) pip install --quiet --no-deps --editable .
	@$(BIN)/python -m compileall -q alignment flows locales parsers pipeline reports review sources storage
	@rm -f .venv/dev && touch $@

.venv/dev: requirements/dev.txt pyproject.toml $(UV)
	@$(UV) pip sync --quiet --require-hashes requirements/dev.txt
	@$(UV) pip install --quiet --no-deps --editable .
	@touch $@ .venv/run

demo: .venv/run ## check the example story, write the report, say where
	@$(BIN)/zvirka check examples/security-guarantees --fail-on never
	@$(BIN)/zvirka check examples/security-guarantees --fail-on never --format html -o "$$ZVIRKA_HOME/demo.html"

serve: .venv/run ## Prefect server, the deployments and the review app together
	@$(BIN)/zvirka serve

test: .venv/dev ## run the tests
	@$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder --cov --cov-report=term:skip-covered -q

mutants: .venv/dev ## let each check find nothing: a test has to notice
	@$(BIN)/python -m tests.mutants

check: lint types imports test ## lint, types, import rules, tests

lint: .venv/dev
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)

types: .venv/dev
	@$(BIN)/mypy

imports: .venv/dev
	@$(BIN)/lint-imports

format: .venv/dev ## format the code
	@$(BIN)/ruff check --fix --quiet $(CODE); $(BIN)/ruff format $(CODE)

lock: $(UV) ## resolve the dependencies anew
	@$(UV) pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml --output-file requirements/lock.txt
	@$(UV) pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml --group dev --output-file requirements/dev.txt

i18n: .venv/dev ## extract, update and compile the message catalogues; fail on missing or fuzzy entries
	@$(BIN)/python -m locales.catalogues

schema: .venv/dev ## write docs/report.schema.json as the JSON report has it now
	@$(BIN)/python -c "from reports.formats.document import json_schema; print(json_schema(), end='')" > docs/report.schema.json.new
	@mv docs/report.schema.json.new docs/report.schema.json

screenshots: .venv/dev ## take the pictures of README and docs
	@$(BIN)/python tests/support/screenshots.py

bench: .venv/dev ## benchmarks against their floors: make bench CASES=alignment.jsonl PAGES=pages.jsonl.gz
	@$(BIN)/python -m benchmarks.hostile
	@$(BIN)/python -m benchmarks.command examples/security-guarantees
	@$(if $(CASES),$(BIN)/python -m benchmarks.encoder $(CASES) --stories 0)
	@$(BIN)/python -m benchmarks $(if $(CASES),--cases $(CASES)) $(if $(PAGES),--pages $(PAGES))

endurance: mutants ## kills and faults at random moments on both databases, a day unattended, hostile pages and odd answers; takes hours
	@$(BIN)/python -m tests.endurance.kills --database sqlite
	@$(BIN)/python -m tests.endurance.kills --database postgresql
	@$(BIN)/python -m tests.endurance.faults --runs 3
	@$(BIN)/python -m tests.endurance.newsroom
	@$(BIN)/python tests/endurance/fuzz_parsers.py 200000
	@$(BIN)/python -m tests.endurance.fuzz_edges 200000

clean: ## remove the environment and what the demo wrote
	@rm -rf .venv .zvirka
