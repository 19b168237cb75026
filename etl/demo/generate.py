"""把故事写成一批批工作簿，按交上来的先后排好。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.demo.form_book import write_form
from etl.demo.forms import Row, World, corrected_rows, late_rows, make_world, quarter_rows
from etl.demo.indicators import indicator_days, write_indicators
from etl.demo.layout import late_layout, layout_of
from etl.demo.quarters import Quarter, parse_quarter, quarters
from etl.demo.register import snapshots, write_register
from etl.demo.story import first_quarter, last_quarter, table


@dataclass(frozen=True)
class Batch:
    """Workbooks handed in on one day, to be loaded in the order given."""

    day: date
    paths: tuple[Path, ...]
    note: str


def write_demo(folder: Path) -> list[Batch]:
    """Write every demonstration workbook into `folder` and say in which order and when they were handed in.

    The same bytes each time. Existing files of the same names are replaced; others are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    world = make_world()
    batches = [
        *_registers(folder, world),
        *_quarters(folder, world),
        *_late(folder, world),
        _correction(folder, world),
        *_indicators(folder),
    ]
    return sorted(batches, key=lambda batch: (batch.day, batch.note))


def _registers(folder: Path, world: World) -> Iterator[Batch]:
    for snapshot in snapshots():
        path = folder / snapshot.file_name
        write_register(path, world.firms, snapshot)
        yield Batch(snapshot.day, (path,), f"{path.stem.replace('_', ' ')}")


def _quarters(folder: Path, world: World) -> Iterator[Batch]:
    for quarter in quarters(first_quarter(), last_quarter()):
        layout = layout_of(quarter)
        rows = quarter_rows(world, quarter)
        parts = _by_industry(rows) if layout.sheets == "files" else {"": rows}
        paths = []
        for name, part in parts.items():
            path = folder / f"季度营收_{quarter.months}{name}.xlsx"
            write_form(path, quarter, part, layout, quarter.filing_day)
            paths.append(path)
        yield Batch(quarter.filing_day, tuple(paths), f"{quarter.months}季报")


def _by_industry(rows: list[Row]) -> dict[str, list[Row]]:
    """Two forms in one quarter: the six fields' and everybody else's."""
    return {
        "_信息技术": [row for row in rows if row.firm.fields],
        "_医药与电子": [row for row in rows if not row.firm.fields],
    }


def _late(folder: Path, world: World) -> Iterator[Batch]:
    for late in world.late:
        path = folder / f"季度营收_{late.period.months}_补报.xlsx"
        write_form(path, late.period, late_rows(world, late), late_layout(late.period, "补报表"), late.day)
        yield Batch(late.day, (path,), f"{late.period.months}补报")


def _correction(folder: Path, world: World) -> Batch:
    correction = table("events")["correction"]
    quarter: Quarter = parse_quarter(correction["period"])
    path = folder / f"季度营收_{quarter.months}_更正.xlsx"
    write_form(path, quarter, corrected_rows(world), late_layout(quarter, "更正表"), correction["day"])
    return Batch(correction["day"], (path,), f"{quarter.months}更正")


def _indicators(folder: Path) -> Iterator[Batch]:
    for number, day in enumerate(indicator_days(), start=1):
        path = folder / f"指标填报_第{number}批.xlsx"
        write_indicators(path, day)
        yield Batch(day, (path,), f"第{number}批指标填报")
