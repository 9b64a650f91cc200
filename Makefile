# Few verbs. Everything else stands in tools/ and in `pendopo --help`.
#
#   make run     make everything ready and start it; ends with the address to open
#   make demo    the same with a fictional regency in a data folder of its own
#   make test    all tests            (make test ONLY="src/pendopo/foundation -k ledger")
#   make check   what CI checks: style, types, walls, templates, migrations, translations, documents
#   make fix     mend what can be mended by a program
#   make bench   measure, and write docs/benchmarks.md (bench-visuals: cards beside Satori and Chromium)
#   make chaos   publish thousands of times while workers are killed (ONLY=--real: on the real servers)
#   make wheel   a wheel with compiled screens and translations, in dist/

PYTHON ?= python3
VENV := .venv/bin
ONLY ?=

# Chores need settings, but no house: keys that seal nothing, and a folder that holds nothing.
CHORE := PENDOPO_DATA=/nonexistent PENDOPO_SECRET_KEY=chore \
	PENDOPO_KEYS=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= DJANGO_SETTINGS_MODULE=pendopo.config.settings

.PHONY: run demo test check fix bench bench-visuals chaos wheel ready ready-dev

run: ready
	@exec $(VENV)/pendopo up

demo: ready
	@exec $(VENV)/pendopo demo

# First what keeps to its own process and database, as many as there are cores; then whole houses, browsers and real
# servers, three at a time: most of what they do is wait. What fails there is told once more, alone (tests/twice.py).
test: ready-dev
ifneq ($(ONLY),)
	$(VENV)/pytest $(ONLY)
else
	$(VENV)/pytest -m "not heavy" --numprocesses auto --maxprocesses 8 --dist loadfile
	$(VENV)/python -m tests.twice -m heavy --numprocesses 3 --dist loadgroup --no-loadscope-reorder
endif

check: ready-dev
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(CHORE) $(VENV)/mypy
	$(VENV)/lint-imports --no-cache
	$(VENV)/djade --check $$(find src -name '*.html')
	$(CHORE) $(VENV)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run
	$(CHORE) $(VENV)/python tools/translations.py --check
	$(CHORE) $(VENV)/python tools/settings_page.py --check
	$(CHORE) $(VENV)/python tools/flows_page.py --check

fix: ready-dev
	-$(VENV)/ruff check --fix
	$(VENV)/ruff format
	-$(VENV)/djade $$(find src -name '*.html')
	$(CHORE) $(VENV)/python tools/settings_page.py
	$(CHORE) $(VENV)/python tools/flows_page.py

bench: ready-dev
	$(VENV)/python -m tests.bench $(ONLY)

bench-visuals: ready-dev
	$(VENV)/python -m tests.bench visuals

chaos: ready-dev
	$(VENV)/python -m tests.chaos $(ONLY)

wheel:
	@$(PYTHON) tools/prepare.py wheel
	rm -rf dist
	$(VENV)/python -m build --wheel --no-isolation

ready:
	@$(PYTHON) tools/prepare.py run

ready-dev:
	@$(PYTHON) tools/prepare.py dev
