"""开门以后：预测在旁边先拟合，头一个人来不必等；拟合不成什么也不耽误。"""

from pages.ui import warm


def test_the_latest_quarter_s_forecast_is_fitted_beside_the_server(demo, monkeypatch):
    """起服务器时，另起的线程问一遍最近一期的预测。"""
    asked = []
    monkeypatch.setattr(warm, "show", lambda store, *rest: asked.append((store.data, *rest)))
    warm.begin(demo).join()
    assert asked == [(demo, "forecast", "2026Q3")]


def test_a_forecast_that_breaks_is_written_down_and_stops_nothing(demo, monkeypatch, caplog):
    """算错了：日志里有一句，线程照常结束。"""

    def broken(*_asked):
        raise ZeroDivisionError

    monkeypatch.setattr(warm, "show", broken)
    warm.begin(demo).join()
    assert "先算预测没有算成" in caplog.text
