"""账本里写的季度 `2026Q3`：上年同季、前一季、后一季；一份归档写的期别里有没有它。"""


def year_before(period: str) -> str:
    """The same quarter of the year before: `2026Q3` → `2025Q3`."""
    return f"{int(period[:4]) - 1}{period[4:]}"


def quarter_before(period: str) -> str:
    """The quarter before, over the turn of the year too: `2026Q1` → `2025Q4`."""
    year, quarter = int(period[:4]), int(period[5])
    return f"{year - 1}Q4" if quarter == 1 else f"{year}Q{quarter - 1}"


def quarter_after(period: str) -> str:
    """The quarter after, over the turn of the year too: `2026Q4` → `2027Q1`."""
    year, quarter = int(period[:4]), int(period[5])
    return f"{year + 1}Q1" if quarter == 4 else f"{year}Q{quarter + 1}"


def may_hold(label: str, period: str) -> bool:
    """Whether a filing labelled `2026Q3`, or `2026Q1—2026Q3`, may have rows of the quarter; as texts sort."""
    first, dash, last = label.partition("—")
    return first <= period <= last if dash else label == period
