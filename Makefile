# Needs Python 3.11 or newer and make; everything else is installed into .venv on first use.
#   make extract                       raw/ -> output/
#   make extract RAW=in OUTPUT=out     another folder
#   make test                          the tests
#   make help                          all targets

PYTHON ?= python3
VENV   ?= .venv
RAW    ?= raw
OUTPUT ?= output

PIP    := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet
LOCKED := $(PIP) install --constraint constraints.txt
BASE   := $(VENV)/.base
TOOLS  := $(VENV)/.tools
CHARTS := $(VENV)/.charts
CODE   := pipeline extractors normalizers tests bench notebooks

.DEFAULT_GOAL := help
.PHONY: help extract setup test check lint types format samples readme screenshots report bench lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The environment with what the program needs to run; made again when its definition changes.
$(BASE): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(LOCKED) --editable .
	touch $@

# The same environment with the tools of the tests and checks, and the font of the samples.
$(TOOLS): $(BASE) tests/samples/font.txt
	$(LOCKED) --editable '.[dev,test]'
	$(PIP) install --no-deps --requirement tests/samples/font.txt
	touch $@

extract: $(BASE) ## read RAW (raw/) and write Parquet tables to OUTPUT (output/)
	$(VENV)/bin/keikaku extract "$(RAW)" --output "$(OUTPUT)"

# The same environment with what draws the charts of a report.
$(CHARTS): $(BASE)
	$(LOCKED) --editable '.[report]'
	touch $@

report: $(CHARTS) ## write OUTPUT/report.html: tables, charts, places in RAW
	$(VENV)/bin/keikaku report "$(OUTPUT)" --sources "$(RAW)"

setup: $(TOOLS) ## install the program with the tools for working on it

test: $(TOOLS) ## run the tests (make test ARGS='-k era')
	$(VENV)/bin/python -m pytest $(ARGS)

check: lint types ## lint, format and types

lint: $(TOOLS)
	$(VENV)/bin/ruff check $(CODE)
	$(VENV)/bin/ruff format --check $(CODE)

types: $(TOOLS)
	$(VENV)/bin/mypy

format: $(TOOLS) ## put the code into the project's format
	$(VENV)/bin/ruff check --fix $(CODE)
	$(VENV)/bin/ruff format $(CODE)

samples: $(TOOLS) ## typeset raw/ and the truth of the tests again
	$(VENV)/bin/python tests/samples/typeset.py

readme: $(TOOLS) ## write the generated parts of the READMEs again
	$(VENV)/bin/python tests/readme/dictionary.py
	$(VENV)/bin/python tests/readme/fill.py

screenshots: $(TOOLS) ## take the pictures of the READMEs again (needs chromium)
	$(VENV)/bin/python tests/readme/screenshots.py

bench: $(TOOLS) ## characters and pages per second of CPU time
	$(VENV)/bin/python bench/speed.py $(ARGS)

lock: ## pin the newest versions of everything in constraints.txt
	rm -rf .venv-lock
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip --quiet install '.[dev,test]'
	.venv-lock/bin/python -m pip freeze --exclude keikaku > constraints.txt
	rm -rf .venv-lock build

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) .venv-lock build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
