# Lệnh thường dùng / everyday commands:  make demo | test | lint | docs | bench | eval | eval-hand | lock | clean
SHELL := /bin/sh
VENV  := .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint docs bench eval eval-hand lock clean install

demo: $(STAMP)
	$(BIN)/kiemchung demo mau

test: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --cov --cov-report=term

lint: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(STAMP)
	$(BIN)/python docs/make_reference.py

bench: $(STAMP)
	$(BIN)/python -m benchmarks.speed

# make eval [FOLDER=... [LABELS=...]]: độ đúng khi đọc; không có FOLDER thì tạo bản quét giả định / how right the reading is
eval: $(STAMP)
	$(BIN)/python -m benchmarks.reading.evaluate $(if $(FOLDER),"$(FOLDER)") $(if $(LABELS),--labels "$(LABELS)")

# make eval-hand [PART=risk|crops|time|gallery]: số và ngày viết tay / handwritten numbers and days
eval-hand: $(STAMP)
	$(BIN)/python -m benchmarks.handwriting $(or $(PART),risk)

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml scripts/bootstrap.sh
	sh scripts/bootstrap.sh $(VENV)
	touch $(STAMP)

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--group dev pyproject.toml --output-file requirements.lock --custom-compile-command "make lock" --upgrade

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage mau ket-qua
