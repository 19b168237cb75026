"""指标的 SQL 守着写下来的子集，换一个引擎也不用改。"""

import re
from pathlib import Path

import pytest

import metrics

FOLDER = Path(metrics.__path__[0]) / "sql"
FILES = sorted(FOLDER.glob("*.sql"))
# 只有一家引擎认得的写法，两家答案不同的写法，或不是标准的写法
FOREIGN = {
    "::": "写 CAST(x AS 类型)",
    "//": "两家的整除不同",
    '"': "Spark 把双引号当文字",
    "GROUP BY ALL": "写明各列",
    "QUALIFY": "套一层子查询",
    "EXCLUDE": "写明各列",
    "arg_max": "Spark 叫 max_by",
    "list(": "Spark 叫 collect_list",
    "strftime": "Spark 没有",
    "quantile_cont": "写 percentile_cont … WITHIN GROUP",
    "VARCHAR": "写 STRING",
    "median(": "写 percentile_cont … WITHIN GROUP，对双精度",
    " LOG(": "DuckDB 以 10 为底，Spark 以 e 为底：写 LN",
    "INTERVAL": "日期加间隔，DuckDB 得时刻：期末日由参数传入",
    "datediff": "两家的参数个数不同",
    "date_diff": "Spark 不认",
    "add_months": "DuckDB 没有",
    "firms ELSE 0": "DuckDB 2.0 过 127 家绕回负数：COALESCE(SUM(CASE WHEN … THEN firms END), 0)",
    "= TRUE": "写 WHEN x THEN",
    "= FALSE": "写 WHEN NOT x THEN",
}
# DECIMAL 在两家上算出不同的位数：先转双精度，或对已是双精度的列
AS_DOUBLE = {
    "AVG": r"\bAVG\((?!CAST\([^()]+ AS DOUBLE\))",
    "1.0": r"(?<![\w.])\d+\.\d+\s*[*/]|[*/]\s*\d+\.\d+(?![\w.])",
}


def code(file):
    """The statement without its comments."""
    return re.sub(r"--.*", "", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_metric_file_uses_nothing_of_one_engine_only(file):
    """parts.md §6: the same text runs on DuckDB and Spark; a division guards its zero; order says where nulls go."""
    text = code(file)
    assert [word for word in FOREIGN if word.lower() in text.lower()] == []
    assert all(part.lstrip().startswith("NULLIF") for part in text.split("/")[1:])
    assert all("NULLS" in part for part in re.split(r"ORDER BY", text)[1:])
    assert [word for word, pattern in AS_DOUBLE.items() if re.search(pattern, text)] == []
    assert "/" not in text or "AS DOUBLE" in text, "两个 DECIMAL 相除，Spark 截短小数位"


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.sql")), ids=lambda file: file.stem)
def test_no_file_of_ours_quotes_a_name(file):
    """双引号在 Spark 是文字不是名字：明细的语句也不用，集群的门才答得了。"""
    assert '"' not in code(file)


def test_the_subset_is_written_where_the_readme_says():
    """每个不用的词，说明书的表里都写着为什么。"""
    readme = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    said = readme[readme.index("## SQL 的子集") :]
    assert [word for word in FOREIGN if word.strip(" (=").lower() not in said.lower()] == []


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_metric_file_says_first_what_it_adds_up(file):
    """A Chinese comment opens every file."""
    assert file.read_text(encoding="utf-8").lstrip().startswith("--")
