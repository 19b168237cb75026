"""人写的规矩（TOML）：读出来，写错的地方一次说全，每处一句：文件 · 哪一段 · 键 · 值：规则与办法。"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from etl.words import _

NUMBER = (int, float)
_KINDS = {NUMBER: _("数"), str: _("文字，要加引号"), int: _("整数"), bool: _("true 或 false"), list: _("列表")}


class RuleFileError(Exception):
    """Every mistake found in files people write, one full sentence each; `problems` has them one by one."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_rules(file: Path, mistakes: Callable[[str, dict], Iterator[str]] | None = None) -> dict:
    """A TOML file as written; `mistakes` gives its wrong places, by file name and content.

    Without it only the TOML is looked at. Raises RuleFileError.
    """
    raw = parsed_rules(file.name, rule_bytes(file))
    if problems := list(mistakes(file.name, raw)) if mistakes else []:
        raise RuleFileError(problems)
    return raw


def rule_bytes(file: Path) -> bytes:
    """What stands in a file people write. Raises RuleFileError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise RuleFileError([_("{file}：读不到（{error}）").format(file=file.name, error=error.strerror)]) from None


def parsed_rules(name: str, content: bytes) -> dict:
    """The TOML in a file's bytes. Raises RuleFileError."""
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        said = _("{file}：不是能读的 TOML（{error}）；请按 UTF-8 保存并改正该处")
        raise RuleFileError([said.format(file=name, error=error)]) from None


def says(place: str, key: str, value: object, rule: str) -> str:
    """`quality.toml · [due] · q1 · 4月：应为月-日，如 04-25`."""
    return _("{place} · {key} · {value}：{rule}").format(place=place, key=key, value=value, rule=rule)


def mistyped(
    place: str, entry: object, needed: Mapping[str, object], allowed: Mapping[str, object] | None = None
) -> Iterator[str]:
    """What a table lacks, what it has that nobody knows, and what is of another kind; `allowed` may be left out."""
    kinds = {**needed, **(allowed or {})}
    if not isinstance(entry, dict):
        yield says(place, "", entry, _("应为一段 键 = 值；请改写"))
        return
    for key in needed:
        if key not in entry:
            yield says(place, key, _("（空）"), _("必填；请补上"))
    for key, value in entry.items():
        if key not in kinds:
            yield says(place, key, value, _("没有这个键；可用的有：{0}").format("、".join(kinds)))
        elif not is_kind(value, kinds[key]):
            yield says(place, key, value, _("应为{0}；请改写").format(_KINDS[kinds[key]]))


def is_kind(value: object, kind: object) -> bool:
    """Whether a value is a `str`, an `int`, a `NUMBER`…; true and false are no numbers."""
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, kind)  # type: ignore[arg-type]


def entries(raw: dict, name: str) -> Iterator[tuple[str, dict]]:
    """The tables written `[[name]]`, each with its place in words: `第2段 [[line]]`."""
    found = raw.get(name, [])
    for place, entry in enumerate(found if isinstance(found, list) else [found], 1):
        yield _("第{place}段 [[{name}]]").format(place=place, name=name), entry
