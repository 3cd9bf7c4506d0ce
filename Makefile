# What a person or CI does with Drafter: make run, make test, make lint. Each makes .venv first when it is missing or stale.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run index test test-browser test-slow lint format bench environment developer

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: environment  ## index corpus/ if that was not done yet, then serve the page (ARGS="--port 8000")
	@test -d index/generations || $(BIN)/drafter index
	$(BIN)/drafter app $(ARGS)

index: environment  ## read new and changed reports of corpus/ into index/ (ARGS=/my/reports)
	$(BIN)/drafter index $(ARGS)

test: developer  ## all tests but the long suites; browser tests skip, and say so, without Chromium
	$(BIN)/python -m pytest -rs -n auto --dist worksteal -m "not slow" $(ARGS)

test-browser: developer  ## only the tests that drive the page in Chromium
	$(BIN)/python -m pytest -rs -m browser $(ARGS)

test-slow: developer  ## the long suites
	$(BIN)/python -m pytest -rs -m slow $(ARGS)

lint: developer  ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: developer  ## lay the code out as `make lint` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: developer .venv-bench/peers.txt  ## run every benchmark; the peers compared with go into .venv-bench
	@set -e; for one in benchmarks/*.py; do \
		test -e "$$one" || { echo "no benchmarks in benchmarks/ yet"; break; }; \
		echo "== $$one"; .venv-bench/bin/python "$$one" $(ARGS); done

# Over the packages of .venv, and what its own .pth files name, so that both sides use the same torch and FAISS.
.venv-bench/peers.txt: benchmarks/peers.txt
	$(PYTHON) -m venv --without-pip --clear .venv-bench
	$(BIN)/python -c "import site; print('import site; site.addsitedir(%r)' % site.getsitepackages()[0])" \
		> $$(.venv-bench/bin/python -c "import site; print(site.getsitepackages()[0])")/drafter.pth
	.venv-bench/bin/python -m pip install -q --disable-pip-version-check -c constraints.txt -r benchmarks/peers.txt
	cp benchmarks/peers.txt $@

environment:
	@$(PYTHON) tools/environment.py run

developer:
	@$(PYTHON) tools/environment.py dev
