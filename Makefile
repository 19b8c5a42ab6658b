# make lab: set up once, then open the course.  make test: set up once, then run every test.
PYTHON ?= python3
VENV ?= .venv
REQUIREMENTS ?= requirements.txt
ifeq ($(OS),Windows_NT)
SCRIPTS := Scripts
else
SCRIPTS := bin
endif
BIN := $(VENV)/$(SCRIPTS)
READY := $(VENV)/ready
INSTALL := -m pip install --quiet --disable-pip-version-check

.PHONY: lab test lint check test-all notebooks weights lock bench bench-live clean

lab: $(READY)
	$(BIN)/python -m helpers.server

# Two files at a time, those of the browser first, because they take longest.
test: $(READY) lint
	$(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Look whether everything that the course needs is here.
check: $(READY)
	$(BIN)/python -m helpers.selfcheck

# Every test on every Python that is supported, and with the lowest versions that pyproject.toml allows.
test-all: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m slow
	$(MAKE) test PYTHON=python3.11 VENV=.venv-3.11
	$(MAKE) test PYTHON=python3.12 VENV=.venv-3.12
	$(MAKE) test PYTHON=python3.13 VENV=.venv-3.13
	$(MAKE) .venv-lowest/ready PYTHON=python3.11 VENV=.venv-lowest REQUIREMENTS=tests/lowest.txt
	.venv-lowest/$(SCRIPTS)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder

# Run every chapter and store its outputs in it.
notebooks: $(READY)
	$(BIN)/python tools/run_notebooks.py

# Train the weights that chapter 4 reads digits with.
weights: $(READY)
	$(BIN)/python tools/train_digits.py

# Compile requirements.txt from pyproject.toml (needs uv).
lock:
	uv pip compile --universal --fork-strategy fewest --python-version 3.11 --extra test --no-header --no-annotate -q pyproject.toml -o .lock.tmp
	(echo "# A lock of pyproject.toml, for Python 3.11, 3.12 and 3.13; made anew by: make lock"; cat .lock.tmp; echo "-e .") > requirements.txt
	rm .lock.tmp

# The set-up is done again only when what it depends on has changed.
$(READY): $(REQUIREMENTS) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "This course needs Python 3.11 or newer, but $(PYTHON) is " + sys.version.split()[0] + "; name another one with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(INSTALL) -r $(REQUIREMENTS)
	@touch $(READY)

# Measure the course's code side by side with PyTorch, JAX, scikit-learn and micrograd.
bench: .venv-bench/ready
	.venv-bench/$(SCRIPTS)/python -m pytest -q benchmarks
	.venv-bench/$(SCRIPTS)/python benchmarks/compare.py

# Measure how fast the live figures follow, in a browser (needs a Chromium).
bench-live: $(READY)
	$(BIN)/python benchmarks/live.py

.venv-bench/ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv-bench
	.venv-bench/$(SCRIPTS)/python $(INSTALL) -r requirements.txt -e '.[bench]'
	@touch $@

clean:
	rm -rf .venv .venv-*
