# Two commands are all a newcomer needs: make serve, make test.
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export NO_MKDOCS_2_WARNING := 1
# No step may depend on the reader's language or write bytecode into the sources' tree.
export PYTHONUTF8 := 1
INSTALLED := .venv/.installe

.PHONY: help serve build check test unit browser lint types layers docs bench lock clean

help: ## cette liste
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

serve: $(INSTALLED) ## tout installer, tout construire, servir sur cette machine
	@portail serve

build: $(INSTALLED) ## construire tous les portails dans site/<portail>/
	@portail build

check: $(INSTALLED) ## vérifier les sources sans construire
	@portail check

test: $(INSTALLED) lint types layers ## tout installer, navigateur compris, et tout essayer
	@$(PYTHON) scripts/chromium.py
	pytest

unit: $(INSTALLED) ## les essais rapides seulement
	pytest tests/unit tests/goldens tests/hostile

lint: $(INSTALLED)
	ruff check .
	ruff format --check .

types: $(INSTALLED)
	mypy

layers: $(INSTALLED)
	lint-imports

docs: $(INSTALLED) ## refaire schemas/, docs/donnees.md, docs/commandes.md et la carte du code
	python scripts/generate.py

bench: $(INSTALLED) ## comparer les temps de construction avec d'autres outils
	python scripts/bench/run.py

lock: $(INSTALLED) ## refaire requirements.lock et package-lock.json
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --quiet --extra dev pyproject.toml -o requirements.lock
	npm install --package-lock-only --silent

$(INSTALLED): requirements.lock package-lock.json pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "portail demande Python 3.11 ou plus : make PYTHON=python3.12 …")'
	@echo "Installation (une seule fois) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/npm ci --loglevel=error
	@touch $@

clean: ## enlever ce qui se refait : .venv, .cache, site, node_modules
	rm -rf .venv .cache site node_modules
