"""工作簿的目录：每张工作表叫什么，内容在哪个部件里。"""

import posixpath
import zipfile
from collections.abc import Iterable
from pathlib import Path

from etl.read import limits
from etl.read.archive import plain_name
from etl.read.part import checked_chunks, damaged_part, refusal
from etl.read.xml_walk import walk
from etl.words import _

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def sheet_parts(archive: zipfile.ZipFile, path: Path, deadline: float) -> list[tuple[str, str]]:
    """(sheet name, part name) in the workbook's order; the part is "" where the relation is missing.

    Raises PartRefused on a damaged directory and on two sheets of one name.
    """
    members = {plain_name(name): name for name in archive.namelist()}

    def elements(part: str, wanted: str) -> list[dict[str, str]]:
        return _elements(checked_chunks(archive, members.get(part, part), path, deadline), wanted, path, part)

    sheets = elements(WORKBOOK, "sheet")
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in elements(RELATIONS, "Relationship")}
    names = [sheet.get("name", "") for sheet in sheets]
    if len(set(names)) < len(names):
        text = _("文件「{file}」里有两张同名的工作表，文件已损坏或被改动。{remedy}")
        raise refusal("E_DAMAGED", text, path, WORKBOOK)
    parts = [_part_name(targets.get(sheet.get("id", ""), "")) for sheet in sheets]
    return [(name, members.get(plain_name(part), part)) for name, part in zip(names, parts, strict=True)]


def _part_name(target: str) -> str:
    if not target:
        return ""
    return posixpath.normpath(target[1:] if target.startswith("/") else f"xl/{target}")


def _elements(chunks: Iterable[bytes], wanted: str, path: Path, part: str) -> list[dict[str, str]]:
    """Attributes, by name without prefix, of every element of this name without prefix. Nothing else is kept."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})
            if len(found) > limits.ZIP_MEMBERS:
                raise ValueError(part)

    try:
        walk(chunks, start)
    except ValueError as error:
        raise damaged_part(path, part) from error
    return found
