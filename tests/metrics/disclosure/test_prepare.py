"""方案先算好：没有记过的每一期都记下，记过的不再算。"""

from metrics.disclosure.prepare import prepare
from metrics.show import show


def district(make_store, rows, data):
    names = [f"QY{number}" for number in range(6)]
    data.mkdir(exist_ok=True)
    (data / "disclosure.secret.toml").write_text("p = 12.0\nn = 2\nk = 85.0\n", encoding="utf-8")
    (data / "disclosure.secret.toml").chmod(0o600)
    return make_store(
        data=data,
        enterprise=[{"enterprise_id": name, "industry": "甲", "has_scale_status": False} for name in names],
        fact=[rows.fact(name, 100.0, period=period) for name in names for period in ("2026Q1", "2025Q4")],
    )


def test_every_period_is_written_down_once_the_newest_first(make_store, rows, tmp_path):
    """两期没有记过：从新到旧各算一次，报出期名；再来一次就没有要算的。"""
    store = district(make_store, rows, tmp_path)
    told: list[str] = []
    assert prepare(store, told.append) == 2
    assert told == ["2026Q1", "2025Q4"]
    assert prepare(store, told.append) == 0
    assert len(told) == 2


def test_a_period_somebody_asked_for_is_not_computed_again(make_store, rows, tmp_path):
    """有人看过的一期已经记下，只算另一期。"""
    store = district(make_store, rows, tmp_path)
    show(store, "scale", "2026Q1", role="researcher")
    assert prepare(store) == 1
