# make lab: set up once, then open the course.  make test: set up once, then run the tests.
PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READER := $(VENV)/requirements.ready
TESTS := $(VENV)/requirements-test.ready
# uv installs in seconds; pip does where there is no uv.
UV := $(shell command -v uv)
INSTALL = $(if $(UV),uv pip install --python $(BIN)/python,$(BIN)/python -m pip install --disable-pip-version-check)
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: lab test lint check test-all test-slow notebooks weights lock bench bench-live site site-test clean

lab: $(READER)
	$(BIN)/python -m helpers.server

test: $(TESTS) lint
	$(PYTEST)

lint: $(TESTS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Verify that everything the course needs is installed.
check: $(READER)
	$(BIN)/python -m helpers.selfcheck

# The slow tests too, on every supported Python that is installed, and with the lowest versions.
test-all: test test-slow
	for v in 3.11 3.12 3.13 3.14 3.15; do \
	  if python$$v -c "" 2>/dev/null; then $(MAKE) test PYTHON=python$$v VENV=.venv-$$v || exit 1; \
	  else echo "Python $$v is not installed, so nothing was tested on it."; fi; \
	done
	$(MAKE) .venv-lowest/lowest.ready PYTHON=python3.11 VENV=.venv-lowest
	$(subst $(VENV)/,.venv-lowest/,$(PYTEST))

test-slow: $(TESTS)
	$(PYTEST) -m slow

# Run every chapter and store its outputs in it.
notebooks: $(TESTS)
	$(BIN)/python tools/run_notebooks.py

# Train the weights that chapters 4 and 8 read digits with.
weights: $(READER)
	$(BIN)/python tools/train_digits.py
	$(BIN)/python tools/train_convolution.py

# Lock the newest versions for each Python that pyproject.toml allows (needs uv): what a reader
# needs in requirements.txt, what the tests add in requirements-test.txt.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate pyproject.toml
lock:
	$(COMPILE) > .lock
	$(COMPILE) --extra test --constraint .lock > .lock-test
	(echo "# Made by make lock, for Python 3.11 to 3.15. Nothing is built from source."; \
	  echo "--only-binary :all:"; echo "-e ."; cat .lock) > requirements.txt
	(echo "-r requirements.txt"; grep -vxFf .lock .lock-test) > requirements-test.txt
	rm .lock .lock-test

# Set up a virtual environment from a list of packages; again only when a list has changed.
vpath lowest.txt tests
$(TESTS): requirements.txt
$(VENV)/%.ready: %.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3, 11) <= v <= (3, 15) or sys.exit("This course needs Python 3.11 to 3.15, but $(PYTHON) is %d.%d; choose another one with: make lab PYTHON=python3.12" % v)'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --quiet -r $<
	@touch $@

# Measure the course's code side by side with PyTorch, JAX, scikit-learn and micrograd.
bench: .venv-bench/ready
	$(subst $(VENV)/,.venv-bench/,$(BIN))/python -m pytest -q benchmarks
	$(subst $(VENV)/,.venv-bench/,$(BIN))/python benchmarks/compare.py
	$(subst $(VENV)/,.venv-bench/,$(BIN))/python benchmarks/optimizers.py
	$(subst $(VENV)/,.venv-bench/,$(BIN))/python benchmarks/convolution.py

# Measure how fast the live figures follow, in a browser (needs a Chromium).
bench-live: .venv-bench-live/ready
	$(subst $(VENV)/,.venv-bench-live/,$(BIN))/python benchmarks/live.py

.venv-%/ready: $(wildcard requirements*.txt) pyproject.toml
	$(MAKE) .venv-$*/requirements-test.ready VENV=.venv-$*
	.venv-$*/$(notdir $(BIN))/python -m pip install --quiet -e '.[$*]'
	@touch $@

# Build the site to read, build/site, from the notebooks' stored outputs and the README.
site: .venv-site/ready
	$(subst $(VENV)/,.venv-site/,$(BIN))/python site/build.py

# Build and check it: pictures, formulas, links, search, and axe-core in a browser.
site-test: site
	$(subst $(VENV)/,.venv-site/,$(BIN))/python -m pytest -q site

clean:
	rm -rf .venv .venv-*
