# The commands of the project. Each works alone on a fresh clone, from any folder (make -C, make -f), with no more than
# Python 3.11+, make and git: `setup` builds .venv from uv.lock once and costs some milliseconds afterwards.
#   make demo     the made-up case, from mail to report        make test     all tests
#   make lab      JupyterLab on the made-up case               make lint     ruff, import floors
#   make bench    beside other tools (fetches them)            make types    mypy
#   make fuzz     property tests with many examples            make lock     uv.lock anew, after a change in pyproject.toml
#   make docs     the docs pages, into build/docs              make pictures the pictures of the docs anew (Chromium)
#   make bench-verdict  the verdict on real mail, tuned on and not
.DEFAULT_GOAL := help
.PHONY: help setup demo lab test lint types bench bench-verdict docs pictures fuzz lock
SHELL := /bin/sh

# The folder of this file, as text: make's own functions would break a name with a space in it.
makefile := $(subst ','\'',$(MAKEFILE_LIST))
HERE := $(shell cd "$$(dirname "$$(printf '%s\n' '$(makefile)' | sed 's/^ *//')")" && pwd)
export HERE
# Nothing of an activated environment reaches the project's own.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH

help:
	@sed -n '3,$${/^#/!q;s/^# //p;}' "$$HERE/Makefile"

# The first Python that is new enough and whole; PYTHON=/path/to/python names another.
PYTHON ?=
find = for python in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 ''; do \
  [ -n "$$python" ] && "$$python" -c 'import sys, ssl, zlib; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; done; \
  [ -n "$$python" ] || { echo 'set-up: no Python 3.11 or newer was found; install one (Debian: apt install python3, macOS: brew install python) or name it: make PYTHON=/path/to/python3' >&2; exit 1; }

setup:
	@$(find); "$$python" "$$HERE/tools/bootstrap.py"

demo: setup
	@cd "$$HERE" && .venv/bin/forensics demo

lab: setup
	@cd "$$HERE" && { [ -e cases/demo/case.toml ] || .venv/bin/forensics demo; } && .venv/bin/forensics lab cases/demo

# A worker that dies (a test that hung is ended after five minutes) ends the run: pytest-xdist waits for ever for its successor.
test: setup
	@cd "$$HERE" && .venv/bin/python -m pytest --numprocesses auto --dist loadfile --max-worker-restart 0

lint: setup
	@cd "$$HERE" && .venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports --no-cache

types: setup
	@cd "$$HERE" && .venv/bin/mypy

bench:
	@$(find); "$$python" "$$HERE/tools/bootstrap.py" bench
	@cd "$$HERE" && .venv/bin/python -m benchmarks

bench-verdict: setup
	@cd "$$HERE" && .venv/bin/python -m benchmarks.verdict

docs:
	@$(find); "$$python" "$$HERE/tools/bootstrap.py" docs
	@cd "$$HERE" && .venv/bin/python -m sphinx -W --keep-going -q -j auto docs build/docs && echo build/docs/index.html

pictures: setup
	@cd "$$HERE" && .venv/bin/python -m tests.views.pictures docs/pictures

fuzz: setup
	@cd "$$HERE" && HYPOTHESIS_PROFILE=fuzz .venv/bin/python -m pytest -m 'hypothesis or fuzz'

lock: setup
	@cd "$$HERE" && tools/.uv/uv-*/uv lock --default-index https://pypi.org/simple
