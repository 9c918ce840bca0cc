# What people and CI run. Each target sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TESTABLE := $(VENV)/.testable
DOCUMENTED := $(VENV)/.documented
# Packages with components, in folders of their own: what they depend on is Streamlit.
LIGHT := $(VENV)/published/light $(VENV)/published/second
PUBLISHED := $(VENV)/published/all

WORKERS ?= 2

.PHONY: run test faults check generate build bench compare docs chromium browsers databases clean

run: $(INSTALLED) build  ## Serve the demo app.
	$(BIN)/anew hello

test: $(TESTABLE) $(LIGHT) build chromium browsers databases  ## Run every test.
	$(BIN)/pytest -n $(WORKERS) --dist worksteal --ignore=tests/browser --ignore=tests/browsers
	$(BIN)/pytest -n $(WORKERS) --dist loadfile tests/browser
	$(BIN)/pytest tests/browsers
	$(BIN)/python hatch_build.py npm test

faults: $(TESTABLE) $(LIGHT) $(PUBLISHED) build chromium browsers databases  ## The long tests: every hostile text, byte and browser, every failure.
	ANEW_TESTS=all $(BIN)/pytest tests/codec/test_hostile.py tests/codec/test_properties.py -o faulthandler_timeout=900
	ANEW_TESTS=all $(BIN)/pytest tests/browser/test_hostile.py -o faulthandler_timeout=600
	ANEW_TESTS=all $(BIN)/pytest tests/browser/test_twins.py -o faulthandler_timeout=900
	ANEW_TESTS=all $(BIN)/pytest tests/browser/test_published.py -o faulthandler_timeout=900
	ANEW_TESTS=all $(BIN)/pytest tests/browsers/test_elements.py
	ANEW_TESTS=all $(BIN)/pytest tests/stores -o faulthandler_timeout=900
	ANEW_TESTS=all $(BIN)/pytest tests/server/test_several.py -k large_file -o faulthandler_timeout=900
	ANEW_TESTS=all $(BIN)/pytest tests/faults -o faulthandler_timeout=7200; \
		code=$$?; $(BIN)/python tools/reliability.py; exit $$code

check: $(TESTABLE) build  ## Formatting, lint, types, generated files.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/python tools/generate.py --check
	$(BIN)/python hatch_build.py npm run check

generate: $(INSTALLED)  ## Write the generated files.
	$(BIN)/python tools/generate.py

bench: $(INSTALLED) build chromium  ## Measure, beside Streamlit and the floor.
	$(BIN)/python -m bench

compare: $(TESTABLE) build chromium  ## The apps of examples/state, beside Streamlit.
	$(BIN)/python -c "from bench.environment import peer_python; peer_python()"
	$(BIN)/pytest tests/browser/test_state_examples.py

docs: $(DOCUMENTED)  ## Build the documentation's site; a broken link fails.
	$(BIN)/sphinx-build -q -W --keep-going -b html -c docs/site -d build/doctrees . build/site
	@echo "Open build/site/index.html"

build: $(INSTALLED)  ## Build the client, if it is stale.
	$(BIN)/python hatch_build.py

chromium:
	tools/chromium.sh

browsers:
	tools/browsers.sh

databases:
	tools/databases.sh

clean:
	rm -rf build dist src/anew/static client/node_modules $(VENV)

$(INSTALLED): pyproject.toml hatch_build.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

# The libraries that only tests and types know are half a gigabyte: the demo app does without.
$(TESTABLE): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --editable '.[dev,shown,valkey,postgres,sql]'
	touch $@

$(VENV)/published/%: tests/published/%.txt $(INSTALLED)
	rm -rf $@
	$(BIN)/python -m pip install --quiet --no-deps --target $@ -r $<
	touch $@

$(DOCUMENTED): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --editable '.[dev,docs]'
	touch $@
