"""变异的底本：恶意样本集里的每一份，加上我们自己写的几种表，新旧格式都有。"""

import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from etl.demo.credit_code import credit_code
from etl.demo.generate import write_demo
from etl.paths import PROJECT
from tests.etl.read.conftest import compound, old_stream, record

MAKER = PROJECT.parent / "shared" / "hostile" / "make_hostile.py"
HOSTILE_SOURCE = PROJECT / "tests" / "sources" / "恶意样本.toml"
_LARGEST_BYTES = 250_000  # 更大的样本是压缩炸弹之类：变异一次要几秒，结构检查另有测试
_DEMO_BYTES = 40_000


@dataclass(frozen=True)
class Original:
    """A file to mutate, and the source TOML it is read by; "" where the kind is to be recognised."""

    name: str
    content: bytes
    source: str = ""


def originals(folder: Path) -> list[Original]:
    """All files to mutate, written into `folder` first: the hostile corpus where it is there, and our own."""
    found = [Original(path.name, path.read_bytes()) for path in _own(folder / "自己的")]
    if MAKER.exists():
        hostile = folder / "样本"
        subprocess.run([sys.executable, str(MAKER), str(hostile)], check=True, stdout=subprocess.DEVNULL)
        for path in sorted(hostile.iterdir()):
            if path.stem != "manifest" and path.stat().st_size <= _LARGEST_BYTES:
                found.append(Original(path.name, path.read_bytes(), str(HOSTILE_SOURCE)))
    return found


def _own(folder: Path) -> list[Path]:
    """Two demonstration workbooks of each kind, a small hand-made form as .xlsx and .csv, and an .xls."""
    folder.mkdir(parents=True, exist_ok=True)
    by_kind: dict[str, list[Path]] = {}
    for batch in write_demo(folder / "演示"):
        for path in batch.paths:
            if path.stat().st_size <= _DEMO_BYTES:
                by_kind.setdefault(path.stem.partition("_")[0], []).append(path)
    return [path for paths in by_kind.values() for path in paths[:2]] + [
        _form(folder / "季报.xlsx"),
        _text(folder / "季报.csv"),
        _old(folder / "季报.xls"),
    ]


def _rows() -> list[list[object]]:
    head: list[list[object]] = [["2026年1-9月", "单位：万元"], ["统一社会信用代码", "企业名称", "营业收入", "上年同期"]]
    firms: list[list[object]] = [[credit_code(n), f"虚构企业{n:02d}号", 1000.5 + n, 900 + n] for n in range(12)]
    return [*head, *firms, ["合计", None, sum(1000.5 + n for n in range(12)), None]]


def _form(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("季报")
        for row, cells in enumerate(_rows()):
            sheet.write_row(row, 0, cells)
        sheet.write_formula("C16", "=SUM(C3:C14)", value=12072)
        book.add_worksheet("说明").write("A1", "注：按年初至报告期末累计填报。")
    return path


def _text(path: Path) -> Path:
    lines = [",".join("" if cell is None else f'"{cell}"' for cell in row) for row in _rows()]
    path.write_text("\r\n".join(lines), encoding="gb18030", newline="")
    return path


def _old(path: Path) -> Path:
    """An .xls of the same rows: text as label records, figures as number records."""
    cells = b""
    for row, values in enumerate(_rows()):
        for column, value in enumerate(values):
            place = row.to_bytes(2, "little") + column.to_bytes(2, "little") + b"\0\0"
            if isinstance(value, str):
                words = value.encode("utf-16-le")
                cells += record(0x204, place + len(value).to_bytes(2, "little") + b"\1" + words)
            elif isinstance(value, int | float):
                cells += record(0x203, place + struct.pack("<d", value))
    path.write_bytes(compound("Workbook", old_stream(cells)))
    return path
