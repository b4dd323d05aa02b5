# Every target makes the checkout ready first (tools/bootstrap.py): at once when it is already.
PYTHON3 ?= python3
BIN := .venv/bin
OUT ?= out

.DEFAULT_GOAL := help
.PHONY: help run test test-all lint bench dist gallery bare twins faults lock pot po clean ready ready-test

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ready ## open the demo clinic; without a display, run it headless and write its files
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/consult-app demo; \
	else \
		echo "No display here: one consultation runs without a window."; \
		$(BIN)/consult-app demo --headless --out $(OUT) && echo "Its papers and pictures are in $(OUT)/"; \
	fi

test: lint ## lint, types, layers and every test, as CI runs them
	$(BIN)/pytest -n 2 -m "not full"

test-all: lint ## the same with the full products that `make test` takes pairwise
	$(BIN)/pytest -n 2

lint: ready-test ## style, types and import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: ready ## measure, each figure beside its peer
	$(BIN)/python -m bench

gallery: ready-test ## draw every paper in every language into docs/gallery/
	$(BIN)/python -m tools.gallery

dist: ready ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

bare: ready ## prove the README's two commands in a minimal Debian (needs root and debootstrap)
	$(PYTHON3) tools/bare.py

twins: ready-test ## sever one signal a page and one step a service; show the test that notices
	$(BIN)/python -m tools.twins

faults: ready-test ## a thousand each of kills, power cuts, flipped bits, and more; sums up what was lost
	$(BIN)/python tools/faults.py

lock: ready ## bring the lock in step with pyproject.toml; UPGRADE=--upgrade takes newer versions
	$(BIN)/uv pip compile -q $(UPGRADE) --universal --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links --extra dev pyproject.toml -o requirements.lock

pot: ready ## collect the sentences to translate into build/consult.pot
	@mkdir -p build
	$(BIN)/pybabel -q extract --keywords=mark --keywords=both --keywords=of_window --no-location --project=consult -o build/consult.pot consult_app

po: ready ## bring the translations in resources/i18n in step with the sentences in the code
	$(BIN)/python -m tools.catalogues

clean: ## remove what was made, the environment too
	rm -rf .venv build dist $(OUT) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

ready:
	@$(PYTHON3) tools/bootstrap.py run

ready-test:
	@$(PYTHON3) tools/bootstrap.py test
