"""隐去多少要说得出：格数与金额，逐张表。"""

from pathlib import Path

import pytest

from etl.paths import build_file
from metrics.command import main
from metrics.disclosure.loss import loss


def test_the_loss_is_told_per_table(make_store, rows, tmp_path: Path):
    """甲四家400、乙四家300、丙一家50：丙按规则隐去，陪它隐去金额小的乙，行业表隐去 350/750 的金额；总计不隐。"""
    secret = tmp_path / "disclosure.secret.toml"
    secret.write_text("p = 12.0\nn = 2\nk = 85.0\n", encoding="utf-8")
    secret.chmod(0o600)
    amounts = {"甲": [100.0] * 4, "乙": [75.0] * 4, "丙": [50.0]}
    firms = [(f"{name}{at}", name, one) for name, own in amounts.items() for at, one in enumerate(own)]
    store = make_store(
        data=tmp_path,
        enterprise=[{"enterprise_id": key, "industry": name, "has_scale_status": False} for key, name, _one in firms],
        fact=[rows.fact(key, one, period="2026Q1") for key, _name, one in firms],
    )
    table = loss(store, "2026Q1").set_index("dimensions")
    assert list(table.loc["industry", ["cells", "by_rule", "hidden"]]) == [3, 1, 2]
    assert table.loc["industry", "hidden_value_pct"] == pytest.approx(350 / 750 * 100)
    assert table.loc["", "hidden"] == 0
    assert loss(store, "2030Q1").empty


def test_the_command_tells_the_loss_of_a_quarter(tmp_path: Path, capsys: pytest.CaptureFixture[str], build_at):
    """python -m metrics loss：没有数据也有表头。"""
    build_at(build_file(tmp_path))
    assert main(["loss", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("\ufeffperiod,dimensions,cells")
