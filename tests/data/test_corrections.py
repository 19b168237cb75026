"""随项目来的已知错误：写法都对，说的数真在公布数和演示数据里。"""

import csv
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from etl.correction_rules import correction_problems
from etl.demo.forms import make_world

FOLDER = Path(__file__).parents[2] / "data" / "corrections"
FILES = sorted(FOLDER.glob("*.toml"))


def entries(name):
    """The entries of one file."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["correction"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_is_written_rightly(file):
    """每个键、每个列名都对。"""
    raw = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    assert correction_problems(file.name, raw) == []


def test_the_published_figures_it_speaks_of_are_there():
    """说公布数有错的，那一行真在公布数里。"""
    with (FOLDER.parent / "published" / "指标填报_规划文本.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for entry in entries("规划文本.toml"):
        wanted = entry["proof"]
        found = [row for row in rows if (row["指标名称"], row["地区"]) == (wanted["indicator"], wanted["region"])]
        assert [row for row in found if row["产业"] == wanted["grouping"]]


def test_the_firms_of_the_examples_are_invented_ones():
    """演示的例子说的都是演示数据里的企业。"""
    known = {firm.code: firm.name for firm in make_world().firms}
    for entry in entries("演示.toml"):
        assert entry["what"].startswith(known[entry["proof"]["enterprise_id"]])
