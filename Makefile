# make run：装好一切并打开看板；make test：装好一切并跑完所有测试。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run test test-cluster check bench fuzz screenshots words clean browser java

run: $(VENV)/run
	$(BIN)/python -m etl.demo
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/test browser
	$(BIN)/python -m pytest -n auto --dist loadfile

# 起一个真的 Spark 集群（一主两从，只在本机回环地址），指标的 SQL 在两家引擎上逐格比较，再停掉
test-cluster: java $(VENV)/cluster
	$(BIN)/python -m tests.cluster

check: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --pythonpath $(BIN)/python

bench: $(VENV)/test
	$(BIN)/python -m bench

# 两万份变异的工作簿逐份交进去；约二十分钟
fuzz: $(VENV)/test
	$(BIN)/python -m tests.fuzz

screenshots: $(VENV)/test browser
	$(BIN)/python -m tests.screenshots

words: $(VENV)/test
	PYTHONPATH=. $(BIN)/pybabel -q extract -F pyproject.toml --no-location --sort-output --omit-header -o locale/messages.pot app.py pages access etl metrics charts reports

clean:
	rm -rf $(VENV) data/build

# 浏览器测试用发行版自带的 Chromium；缺了就装，装不了就说清楚要装什么。
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	{ echo "没有 Chromium，正在安装……"; apt-get update -q && apt-get install -y -q chromium fonts-noto-cjk; } || \
	{ echo "装不了 Chromium。请用管理员身份安装后再来：apt-get install chromium fonts-noto-cjk（Fedora：dnf install chromium google-noto-sans-cjk-fonts）" >&2; exit 1; }

# Spark 4 要 Java 17 或更新；缺了就装，装不了就说清楚要装什么。
java:
	@command -v java >/dev/null || \
	{ echo "没有 Java，正在安装……"; apt-get update -q && apt-get install -y -q openjdk-17-jre-headless; } || \
	{ echo "装不了 Java。请用管理员身份安装后再来：apt-get install openjdk-17-jre-headless（Fedora：dnf install java-17-openjdk-headless）" >&2; exit 1; }
	@java -version 2>&1 | grep -qE 'version "(1[7-9]|[2-9][0-9])' || \
	{ echo "Java 太旧，Spark 4 要 17 或更新：$$(java -version 2>&1 | head -1)。请安装 openjdk-17-jre-headless 并让 java 指到它" >&2; exit 1; }

$(VENV)/run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新，这里是 " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test: requirements-dev.txt $(VENV)/run
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

$(VENV)/cluster: requirements-cluster.txt $(VENV)/run
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-cluster.txt
	touch $@
