"""看进度：每个目标一条，走到哪里、该到哪里、终点在哪里。"""

from typing import Any

import pandas as pd

from charts import label, palette
from charts.axis import NARROW, bare, canvas, once, titled, tooltip
from charts.measure import MEASURES
from charts.words import missing
from etl.words import _
from metrics.light import GREEN, NONE

_ROW = 84  # 一个目标占三行：名称与灯、横条、说明
_CAP = 130.0  # 超额太多的条画到此为止并加 »，否则别的目标都被压扁
_NARROW_NAME, _NARROW_CAPTION = 13, 26  # 手机上每行字数
# 折成两行的名称向上长，不压住横条
_LIFTED = f"{NARROW} ? -2 - 14 * length(split(datum.narrow, '\\n')) : -16"
_CAPTION = f"{NARROW} ? split(datum.caption_narrow, '\\n') : datum.caption"


def bullet(
    table: pd.DataFrame,
    *,
    name: str = "indicator",
    value: str = "completion_pct",
    path: str | None = "path_pct",
    caption: str = "caption",
    title: str = _("完成率"),
) -> dict[str, Any]:
    """One row a target, all on one scale of completion in %: bar, target tick at 100 %, thin tick where the path is.

    Columns: `name`, `value` (% of the target), `path` (% of the target that should be reached by now; may be null or
    absent), `light` (● ▲ ■ ○), `caption` (a line under the bar, e.g. `实际62.0亿元，目标＞200亿元`), and, if it likes,
    `reason`. Rows stay in the order given. A null value gives `—（reason）` and no bar. Bars beyond 130 % end in `»`.
    """
    rows = [_row(at, record, name, value, path, caption) for at, record in enumerate(table.to_dict("records"))]
    top = max([112.0, *(row["drawn"] or 0 for row in rows), *(row["path"] or 0 for row in rows)])
    axis_title = _("{0}；粗竖线为目标，细竖线为当前应达").format(titled(title, "%"))
    return canvas(rows, _layers(min(top, _CAP), axis_title), max(1, len(rows)) * _ROW, "bullet")


def _row(at: int, record: dict[Any, Any], name: str, value: str, path: str | None, caption: str) -> dict[str, Any]:
    how = MEASURES["percent"]
    light = palette.light(record.get("light"))
    reached = _("达到") if light.glyph == GREEN else _("未达到")
    state = f"{light.glyph} {reached}" if record.get("is_ended") and light.glyph != NONE else light.label
    drawn = how.drawn(record[value])
    text = missing(record.get("reason")) if drawn is None else how.text(record[value])
    under = record.get(caption)
    should = how.drawn(record.get(path)) if path else None
    below = under if isinstance(under, str) else text if drawn is None else ""
    return {
        "at": at,
        "name": str(record[name]),
        "narrow": label.wrap(str(record[name]), _NARROW_NAME),
        "drawn": None if drawn is None else min(drawn, _CAP),
        "is_over": drawn is not None and drawn > _CAP,
        "path": None if should is None else min(should, _CAP),
        "path_text": how.text(record.get(path)) if path else missing(),
        "text": text,
        "state": state if drawn is None else f"{state} {text}",
        "caption": below,
        "caption_narrow": label.wrap(below, _NARROW_CAPTION),
        "colour": light.colour,
    }


def _layers(top: float, title: str) -> list[dict[str, Any]]:
    y = {"field": "at", "type": "ordinal", "axis": None, "sort": None}
    x = {"type": "quantitative", "scale": {"domain": [0, top], "nice": False}, "axis": bare(title)}
    hover = tooltip(("name", _("目标")), ("text", _("完成率")), ("path_text", _("当前应达")), ("state", _("亮灯")))
    colour = {"field": "colour", "type": "nominal", "scale": None}
    bar = {"type": "bar", "height": 14}
    place = {"y": y, "tooltip": hover}
    judged = {"transform": [{"filter": "isValid(datum.drawn)"}]}
    ground = {"x": {**x, "datum": 0}, "x2": {"datum": 100}}
    return [
        judged | {"mark": {**bar, "color": palette.LINE}, "encoding": {**place, **ground}},
        judged | {"mark": {**bar, "color": palette.ACCENT}, "encoding": {**place, "x": {**x, "field": "drawn"}}},
        judged | _tick({**place, "x": {**x, "datum": 100}}, 3, 22),
        {"transform": [{"filter": "isValid(datum.path)"}]} | _tick({**place, "x": {**x, "field": "path"}}, 1.5, 22),
        _words(
            {"y": y, "x": {"value": 0}}, "left", _LIFTED, f"{NARROW} ? split(datum.narrow, '\\n') : datum.name", "bold"
        ),
        _words({"y": y, "x": {"value": "width"}, "color": colour}, "right", "-16", "datum.state", "bold"),
        _words({"y": y, "x": {"value": 0}}, "left", "isValid(datum.drawn) ? 28 : 8", _CAPTION, "normal"),
        {
            "transform": [{"filter": "datum.is_over"}],
            "mark": {"type": "text", "align": "right", "dx": -4, "text": "»", "color": palette.GROUND, "fontSize": 14},
            "encoding": {"y": y, "x": {**x, "field": "drawn"}},
        },
        once({"type": "rule", "opacity": 0}, {"x": {**x, "datum": 0}}),
    ]


def _tick(encoding: dict[str, Any], thickness: float, size: int) -> dict[str, Any]:
    mark = {"type": "tick", "orient": "vertical", "thickness": thickness, "size": size, "color": palette.INK}
    return {"mark": mark, "encoding": encoding}


def _words(encoding: dict[str, Any], align: str, dy: str, text: str, weight: str) -> dict[str, Any]:
    mark = {"type": "text", "align": align, "baseline": "bottom", "fontWeight": weight, "lineHeight": 14}
    mark |= {
        "dy": {"expr": dy},
        "text": {"expr": text},
        "color": palette.INK if weight == "bold" else palette.SECONDARY,
    }
    return {"mark": mark, "encoding": encoding}
