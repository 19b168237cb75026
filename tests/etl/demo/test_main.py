"""照交表的先后收进账本。"""

from datetime import datetime
from decimal import Decimal

import duckdb
import pytest

from etl.build import build
from etl.demo.__main__ import load_demo, main
from etl.load import load_files
from etl.paths import BEIJING, filing_names

CALIBRATED = """
    SELECT count(DISTINCT fact.enterprise_id), sum(fact.revenue_10k_cny)
    FROM fact
    WHERE fact.period = '2020Q4' AND fact.basis = 'ytd' AND fact.is_above_scale
      AND fact.enterprise_id IN (SELECT enterprise_id FROM membership WHERE dimension = 'field')
"""


@pytest.fixture(scope="module")
def loaded(batches, tmp_path_factory):
    """The register of spring 2021 and the year-end form of 2020 with its latecomers."""
    data = tmp_path_factory.mktemp("data")
    wanted = ("2020年1-12月季报", "2020年1-12月补报", "企业名录 2021年")
    refused = load_demo([batch for batch in batches if batch.note in wanted], data)
    return data, refused


def test_the_base_year_arrives_in_the_build(loaded):
    """经同一条路收进来，建成的库里2020年规上36家、492,700.00万元。"""
    data, refused = loaded
    assert refused == []
    with duckdb.connect(str(build(data)), read_only=True) as connection:
        assert connection.execute(CALIBRATED).fetchone() == (36, Decimal("492700.00"))


def test_filings_bear_the_day_they_were_handed_in(loaded):
    """归档的先后就是交表的先后：年报、补报、名录，再是公布数。"""
    data, _refused = loaded
    assert [name[:8] for name in filing_names(data)][:3] == ["20210115", "20210209", "20210311"]


def test_a_ledger_with_filings_is_left_alone(loaded, capsys):
    """账本里已有归档，就只写工作簿，不再收。"""
    data, _refused = loaded
    before = filing_names(data)
    assert main(["--data", str(data)]) == 0
    assert filing_names(data) == before
    assert "没有再收演示数据" in capsys.readouterr().out


def test_a_load_cut_short_is_finished(batches, tmp_path):
    """收到一半断电：再来一次，收过的不重收，没收的接着收。"""
    first, second = [batch for batch in batches if batch.note in ("企业名录 2019年", "2019年1-3月季报")]
    moment = datetime(2019, 3, 12, 10, 30, tzinfo=BEIJING)
    load_files(first.paths, tmp_path, by="演示", now=moment)
    begun = filing_names(tmp_path)
    assert load_demo([first, second], tmp_path) == []
    names = filing_names(tmp_path)
    assert names[0] == begun[0]
    assert [name[:8] for name in names[:2]] == ["20190312", "20190419"]
