# Everything one does with the project, from an empty clone on. `make help` lists it.

PORT ?= 8000
SERVICES ?=
DATA ?=

VENV := .venv
BIN := $(VENV)/bin
BASE := $(VENV)/.base-packages
DEV := $(VENV)/.dev-packages
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/pytest
PACKAGES := portal campaigns suggestions search
# lets a command reach the servers that `make services` has started
ON_SERVICES := set -a; . var/services/env; set +a; SERVICES=1
WITHOUT_SERVICES := env -u SERVICES -u DATABASE_URL -u REDIS_URL -u ELASTICSEARCH_URL
ANY_PYTHON = $(firstword $(wildcard $(BIN)/python) python3)
UV_VERSION := 0.13.9

.DEFAULT_GOAL := help
.PHONY: help setup run test bench trial screenshots lint format types contracts audit messages \
	services services-stop lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(BASE) ## the site with demo content on 127.0.0.1:8000 (or PORT=...), nothing else needed
	@mkdir -p var
	@test -s var/portal.sqlite3 || echo 'The first start makes the database: about half a minute.'
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_demo
	$(MANAGE) runserver 127.0.0.1:$(PORT)

test: $(DEV) ## every test that needs no server; SERVICES=1 adds those on real servers
	$(WITHOUT_SERVICES) $(PYTEST) -n auto --dist loadgroup
ifeq ($(SERVICES),1)
	@$(MAKE) --no-print-directory services
	$(ON_SERVICES) $(PYTEST) -n auto --dist loadgroup
endif

bench: $(DEV) services ## the benchmarks on the real servers, one line of JSON each
	$(ON_SERVICES) $(PYTEST) -m "benchmark_run and services" -q tests/benchmarks
	$(WITHOUT_SERVICES) $(PYTEST) -m "benchmark_run and not services" -q tests/benchmarks

trial: $(DEV) services ## DATA=FILE: a real file of messages from import to adopted golden ideas
	@test -n "$(DATA)" || { echo 'name the file: make trial DATA=path/to/messages.jsonl'; exit 2; }
	$(ON_SERVICES) $(MANAGE) trial "$(DATA)"

screenshots: $(DEV) services ## the journeys in a real browser; pictures in build/screenshots
	$(ON_SERVICES) $(PYTEST) -q tests/browser

lint: $(DEV) ## style of the code and of the templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint $(PACKAGES)

format: $(DEV) ## put the code into the one format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

types: $(DEV) ## the types, with Django's stubs
	$(BIN)/mypy

contracts: $(DEV) ## import directions, migrations, compose file, production settings
	@mkdir -p build var
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/python deploy/new_env.py > build/env
	set -a; . build/env; DJANGO_SETTINGS_MODULE=portal.settings.production \
		$(MANAGE) check --deploy --fail-level WARNING

audit: $(DEV) ## known weaknesses of the locked packages (asks the package index)
	$(BIN)/pip-audit --requirement requirements/base.txt --disable-pip --require-hashes $(AUDIT_OPTIONS)

messages: $(DEV) ## collect and compile the interface texts (needs gettext)
	$(MANAGE) makemessages --locale zh_Hans --add-location file --no-wrap --no-obsolete \
		--ignore var --ignore build --ignore tests --ignore services
	$(BIN)/pybabel --quiet compile --domain django --directory portal/locale

services: | $(BIN)/pip ## real PostgreSQL, Redis and Elasticsearch on loopback; addresses in var/services/env
	@$(ANY_PYTHON) -m services start

services-stop: ## stop the servers that `make services` has started
	@$(ANY_PYTHON) -m services stop

lock: ## lock the packages with hashes after a change of pyproject.toml
	python3 -m venv .cache/lock
	.cache/lock/bin/pip install --quiet uv==$(UV_VERSION)
	.cache/lock/bin/uv pip compile $(LOCK_OPTIONS) -o requirements/base.txt
	.cache/lock/bin/uv pip compile $(LOCK_OPTIONS) --group dev --extra documents \
		-c requirements/base.txt -o requirements/dev.txt

LOCK_OPTIONS := pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet

clean: ## what set-up and tests have made; the database and the uploads in var/ stay
	@test ! -d var/services || $(ANY_PYTHON) -m services stop --remove-data
	rm -rf $(VENV) .cache build var/tests var/services var/static
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup: $(DEV) ## the virtual environment with all packages

$(BASE): requirements/base.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --require-hashes --requirement $<
	@touch $@

$(DEV): requirements/dev.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --require-hashes --requirement $<
	@touch $@ $(BASE)

# the first Python that is new enough and can make a virtual environment
$(BIN)/pip:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3; do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
			2>/dev/null; then exec $$python -m venv $(VENV); fi; \
	done; \
	echo 'Python 3.11 or later with venv is needed (on Debian: apt install python3-venv),'; \
	echo 'or name it: make run PYTHON=/path/to/python3'; exit 1
