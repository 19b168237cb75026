"""手工拼出的小工作簿：每个字节都在测试手里，好的坏的都能写。"""

import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def worksheet(rows: str, after: str = "") -> str:
    """A sheet part from the inside of its sheetData and what stands after it."""
    return f"{HEAD}<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>"


def book_parts(sheets: Mapping[str, str], states: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """All parts of an .xlsx with these sheet parts by sheet name."""
    listed, relations = [], []
    parts = {"[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>'}
    for number, (name, xml) in enumerate(sheets.items(), 1):
        state = f' state="{states[name]}"' if states and name in states else ""
        listed.append(f'<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>')
        relations.append(
            f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    parts["xl/workbook.xml"] = (
        f'{HEAD}<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{"".join(listed)}</sheets></workbook>'
    )
    parts["_rels/.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(relations)}</Relationships>'
    )
    return {name: part.encode() for name, part in parts.items()}


@pytest.fixture(name="worksheet")
def worksheet_fixture() -> Callable[..., str]:
    """The function that writes a sheet part."""
    return worksheet


@pytest.fixture(name="book_parts")
def book_parts_fixture() -> Callable[..., dict[str, bytes]]:
    """The function that writes all parts of an .xlsx."""
    return book_parts


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """Write parts as a zip file."""

    def write(parts: Mapping[str, bytes], name: str = "季报.xlsx") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        return path

    return write


@pytest.fixture
def book(pack: Callable[..., Path]) -> Callable[..., Path]:
    """Write an .xlsx of one sheet 营收, given as the inside of its sheetData, with extra parts."""

    def write(rows: str, after: str = "", name: str = "季报.xlsx", **extra: bytes) -> Path:
        return pack(book_parts({"营收": worksheet(rows, after)}) | extra, name)

    return write


def record(kind: int, body: bytes) -> bytes:
    """A BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body


def old_stream(cells: bytes, name: str = "营收", before: bytes = b"") -> bytes:
    """The workbook stream of an .xls of one sheet."""
    begin = struct.pack("<HHHHII", 0x600, 0, 0xDBB, 0x7CC, 0x41, 0x6)
    listed = struct.pack("<BBBB", 0, 0, len(name), 1) + name.encode("utf-16-le")
    globals_size = 4 + len(begin) + len(before) + 4 + 4 + len(listed) + 4
    return (
        record(0x809, begin[:2] + b"\x05\0" + begin[4:])
        + before
        + record(0x85, struct.pack("<I", globals_size) + listed)
        + record(0x0A, b"")
        + record(0x809, begin[:2] + b"\x10\0" + begin[4:])
        + cells
        + record(0x0A, b"")
    )


def compound(name: str, content: bytes) -> bytes:
    """An OLE file of one stream: header, the stream's sectors, one directory sector, one table sector."""
    content = content.ljust(4096, b"\0")
    content += b"\0" * (-len(content) % 512)
    count = len(content) // 512
    end, free, of_table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    table = [*range(1, count), end, end, of_table]
    entry = "<64sHBBIII36xIQ"

    def directory(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        spelled = title.encode("utf-16-le")
        return struct.pack(entry, spelled, len(spelled) + 2, kind, 1, free, free, child, start, size)

    directories = directory("Root Entry", 5, 1, end, 0) + directory(name, 2, free, 0, len(content))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<9I", 0, 1, count, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", count + 1, *[free] * 108)
    return header + content + directories.ljust(512, b"\0") + struct.pack("<128I", *table, *[free] * (128 - len(table)))


@pytest.fixture(name="record")
def record_fixture() -> Callable[[int, bytes], bytes]:
    """The function that writes a record of an .xls."""
    return record


@pytest.fixture(name="old_stream")
def old_stream_fixture() -> Callable[..., bytes]:
    """The function that writes the workbook stream of an .xls."""
    return old_stream


@pytest.fixture(name="compound")
def compound_fixture() -> Callable[[str, bytes], bytes]:
    """The function that writes an OLE file of one stream."""
    return compound


@pytest.fixture
def old_book(tmp_path: Path) -> Callable[..., Path]:
    """Write an .xls of one sheet 营收 from its cell records."""

    def write(cells: bytes, name: str = "季报.xls", before: bytes = b"") -> Path:
        path = tmp_path / name
        path.write_bytes(compound("Workbook", old_stream(cells, before=before)))
        return path

    return write
