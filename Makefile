# make run：装好一切并打开看板；make test：装好一切并跑完所有测试。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run test check bench screenshots words clean browser

run: $(VENV)/run
	$(BIN)/python -m etl.demo
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/test browser
	$(BIN)/python -m pytest

check: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --pythonpath $(BIN)/python

bench: $(VENV)/test
	$(BIN)/python -m bench

screenshots: $(VENV)/test browser
	$(BIN)/python -m tests.screenshots

words: $(VENV)/test
	$(BIN)/pybabel -q extract --no-location --sort-output --omit-header -o locale/messages.pot app.py pages etl metrics charts reports

clean:
	rm -rf $(VENV) data/build

# 浏览器测试用发行版自带的 Chromium；缺了就装，装不了就说清楚要装什么。
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	{ echo "没有 Chromium，正在安装……"; apt-get update -q && apt-get install -y -q chromium fonts-noto-cjk; } || \
	{ echo "装不了 Chromium。请用管理员身份安装后再来：apt-get install chromium fonts-noto-cjk（Fedora：dnf install chromium google-noto-sans-cjk-fonts）" >&2; exit 1; }

$(VENV)/run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新，这里是 " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test: requirements-dev.txt $(VENV)/run
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
