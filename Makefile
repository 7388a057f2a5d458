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
# What is installed is pinned by version and hash; the program itself is built by what is installed.
LOCKED := $(PIP) install --require-hashes --requirement
SELF   := $(PIP) install --no-deps --no-build-isolation --editable .
BASE   := $(VENV)/.base
TOOLS  := $(VENV)/.tools
CHARTS := $(VENV)/.charts
FUZZER := $(VENV)/.fuzzer
CODE   := pipeline extractors normalizers tests bench notebooks fuzz
SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help extract setup test check lint types audit format samples readme screenshots report \
  bench cluster-demo fuzz dist lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The environment with what the program needs to run; made again when its definition changes.
$(BASE): pyproject.toml requirements/base.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(LOCKED) requirements/base.txt
	$(SELF)
	$(VENV)/bin/python -m compileall -q pipeline extractors normalizers
	$(VENV)/bin/python -c "import pipeline.preload"
	touch $@

# The same environment with the tools of the tests and checks, and the font of the samples.
$(TOOLS): $(BASE) requirements/all.txt tests/samples/font.txt
	$(LOCKED) requirements/all.txt
	$(LOCKED) tests/samples/font.txt --no-deps
	touch $@

extract: $(BASE) ## read RAW (raw/) and write Parquet tables to OUTPUT (output/)
	$(VENV)/bin/keikaku extract "$(RAW)" --output "$(OUTPUT)"

# The same environment with what draws the charts of a report.
$(CHARTS): $(BASE) requirements/report.txt
	$(LOCKED) requirements/report.txt
	touch $@

report: $(CHARTS) ## write OUTPUT/report.html: tables, charts, places in RAW
	$(VENV)/bin/keikaku report "$(OUTPUT)" --sources "$(RAW)"

setup: $(TOOLS) ## install the program with the tools for working on it

test: $(TOOLS) ## run the tests (make test ARGS='-k era')
	$(VENV)/bin/python -m pytest $(ARGS)

check: lint types audit ## lint, format, types and known vulnerabilities

lint: $(TOOLS)
	$(VENV)/bin/ruff check $(CODE)
	$(VENV)/bin/ruff format --check $(CODE)

types: $(TOOLS)
	$(VENV)/bin/mypy

audit: $(TOOLS) ## known vulnerabilities of the locked packages
	$(VENV)/bin/python bench/audit.py

format: $(TOOLS) ## put the code into the project's format
	$(VENV)/bin/ruff check --fix $(CODE)
	$(VENV)/bin/ruff format $(CODE)

samples: $(TOOLS) ## typeset raw/ and the truth of the tests again
	$(VENV)/bin/python tests/samples/stand_in.py
	$(VENV)/bin/python tests/samples/typeset.py

readme: $(TOOLS) ## write the generated parts of the READMEs again
	$(VENV)/bin/python tests/readme/dictionary.py
	$(VENV)/bin/python tests/readme/fill.py

screenshots: $(TOOLS) ## take the pictures of the READMEs again (needs chromium)
	$(VENV)/bin/python tests/readme/screenshots.py

bench: $(TOOLS) ## time and memory beside other readers (ARGS="--counts 10000 --tools")
	$(VENV)/bin/python bench/compare.py $(ARGS)

cluster-demo: $(TOOLS) ## read RAW on a Dask cluster of two workers on this machine, and compare
	$(VENV)/bin/python bench/cluster.py "$(RAW)" $(ARGS)

$(FUZZER): $(TOOLS) requirements/fuzz.txt
	$(LOCKED) requirements/fuzz.txt
	touch $@

fuzz: $(FUZZER) ## feed each target odd inputs (SECONDS=60 a target)
	$(VENV)/bin/python fuzz/run.py --seconds $(SECONDS) $(ARGS)

dist: $(TOOLS) ## wheel and sdist in dist/
	rm -rf build dist
	$(VENV)/bin/python -m build --no-isolation --quiet

# Versions for Python 3.11 and newer on every system, with the hashes of all their files.
COMPILE = ../.venv-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command 'make lock' \
  ../pyproject.toml build.in

lock: ## pin the newest versions of everything in requirements/
	rm -rf .venv-lock
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip --quiet install uv
	cd requirements && $(COMPILE) --extra dev --extra test --output-file all.txt
	cd requirements && $(COMPILE) --constraint all.txt --output-file base.txt
	cd requirements && $(COMPILE) --constraint all.txt --extra report --output-file report.txt
	cd requirements && $(COMPILE) --constraint all.txt --extra fuzz --output-file fuzz.txt
	rm -rf .venv-lock build

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) .venv-lock build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
