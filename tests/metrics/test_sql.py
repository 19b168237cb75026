"""指标的 SQL 守着写下来的子集，换一个引擎也不用改。"""

import re
from pathlib import Path

import pytest

import metrics

FILES = sorted((Path(metrics.__path__[0]) / "sql").glob("*.sql"))
# 只有一家引擎认得的写法，或两家答案不同的写法
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
    "last_day": "两家的类型不同",
    "VARCHAR": "写 STRING",
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


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_metric_file_says_first_what_it_adds_up(file):
    """A Chinese comment opens every file."""
    assert file.read_text(encoding="utf-8").lstrip().startswith("--")
