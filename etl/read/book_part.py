"""工作簿的目录：每张工作表叫什么，内容在哪个部件里。"""

import posixpath
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.parsers import expat

from etl.read.part import checked_chunks, damaged_part, refusal
from etl.words import _

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
_SPACE = " "  # expat 把命名空间与本名用它隔开


def sheet_parts(archive: zipfile.ZipFile, path: Path, deadline: float) -> list[tuple[str, str]]:
    """(sheet name, part name) in the workbook's order; the part is "" where the relation is missing.

    Raises PartRefused on a damaged directory and on two sheets of one name.
    """
    sheets = _elements(archive, WORKBOOK, "sheet", path, deadline)
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _elements(archive, RELATIONS, "Relationship", path, deadline)
    }
    members = {name.casefold(): name for name in archive.namelist()}  # 部件名不分大小写
    names = [sheet.get("name", "") for sheet in sheets]
    if len(set(names)) < len(names):
        text = _("文件「{file}」里有两张同名的工作表，文件已损坏或被改动。{remedy}")
        raise refusal("E_DAMAGED", text, path, WORKBOOK)
    parts = [_part_name(targets.get(sheet.get("id", ""), "")) for sheet in sheets]
    return [(name, members.get(part.casefold(), part)) for name, part in zip(names, parts, strict=True)]


def _part_name(target: str) -> str:
    if not target:
        return ""
    return posixpath.normpath(target[1:] if target.startswith("/") else f"xl/{target}")


def _elements(archive: zipfile.ZipFile, part: str, wanted: str, path: Path, deadline: float) -> list[dict[str, str]]:
    """Attributes, by local name, of every element of this local name. Nothing else is kept."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(_SPACE)[2] == wanted:
            found.append({key.rpartition(_SPACE)[2]: value for key, value in attributes.items()})

    parser = expat.ParserCreate(namespace_separator=_SPACE)
    parser.StartElementHandler = start
    _feed(parser, checked_chunks(archive, part, path, deadline), path, part)
    return found


def _feed(parser: expat.XMLParserType, chunks: Iterable[bytes], path: Path, part: str) -> None:
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged_part(path, part) from error
