"""某一季的报表长什么样：从 layouts.toml 里一层盖一层地查出来。"""

from dataclasses import dataclass, fields
from typing import Any

from etl.demo.quarters import Quarter, parse_quarter
from etl.demo.story import table


@dataclass(frozen=True)
class Layout:
    """One way of laying out a form; `layouts.toml` says what each choice means."""

    title: str
    header_rows: int
    columns: list[str]
    words: dict[str, str]
    unit: str
    unit_at: str
    period_as: str
    sheets: str
    numbers: str
    absent: str
    growth: str
    form_number: bool
    notes: list[str]
    hidden_sheet: str = ""


def layout_of(quarter: Quarter) -> Layout:
    """The layout in use that quarter, with what was different about it."""
    return _layout(_settings(quarter))


def late_layout(quarter: Quarter, what: str) -> Layout:
    """The small table in which latecomers (补报) and corrections (更正) for that quarter come."""
    settings = _settings(quarter) | table("layouts")["late"]
    return _layout(settings | {"title": settings["title"].format(what=what)})


def areas() -> dict[str, list[str]]:
    """Sheet name → the sub-districts on it, for quarters that are filed by area."""
    return table("layouts")["areas"]


def _settings(quarter: Quarter) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    for layer in table("layouts")["layout"]:
        if parse_quarter(layer["from"]) <= quarter:
            settings |= layer
    return settings | table("layouts")["quarter"].get(str(quarter), {})


def _layout(settings: dict[str, Any]) -> Layout:
    known = {field.name for field in fields(Layout)}
    return Layout(**{name: value for name, value in settings.items() if name in known})
