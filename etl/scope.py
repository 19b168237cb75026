"""分管一口的填报员交来的表：别口的企业一行也不收，别口的企业一个字也不说出去。"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.build import build
from etl.issue import Issue
from etl.paths import READ_ONLY, filing_names
from etl.rule import issue, limit, rules
from etl.taxonomy import folded
from etl.tidy.workbook import TidyBook
from etl.words import _

Own = Mapping[str, tuple[str, ...]]
Places = Mapping[str, frozenset[str]]
Names = Mapping[str, frozenset[str]]
_JOINT = "、"
_STATED = ("subdistrict", "cluster")
_SQL = Path(__file__).parent / "sql" / "place_of.sql"


def outside(data: Path, tidy: TidyBook, own: Own, record: str) -> list[Issue]:
    """A finding for each row of a firm outside `own` (subdistrict|cluster → names), naming its cell; [] where all are
    inside. Rows set aside count too: what is said of them would tell of the firm.

    A firm on the books belongs where the books say; another where its row says, and to whoever sends it where the row
    says nothing. A register may not move a firm of one's own to another part either. A kind that has no firms at all
    (published indicators) is nobody's own part.
    """
    table = tidy.table
    if not own or table is None:
        return []
    if record == "indicator":
        return [issue("outside_scope_kind", own=own_words(own))]
    codes, names = _firms(data)
    letters = {sheet.name: sheet.letters for sheet in tidy.sheets}
    headers = {sheet.name: sheet.headers for sheet in tidy.sheets}
    found: list[Issue] = []
    for row in _rows(table):
        where = _elsewhere(row, own, codes, names, moves=record == "register")
        if where is None:
            continue
        sheet, number = str(row["sheet"]), int(str(row["row"]))
        column = "enterprise_id" if row.get("enterprise_id") else "enterprise"
        at = column if column in letters[sheet] else next(iter(letters[sheet]))
        said = {"place": where or _("别处"), "own": own_words(own), "number": number}
        cell, header = f"{letters[sheet][at]}{number}", headers[sheet][at]
        value = str(row.get(column) or "")
        found.append(issue("outside_scope", sheet=sheet, cell=cell, row=number, column=header, value=value, **said))
    most = limit("more_of_a_rule", "shown")
    if len(found) > most:
        more = issue("more_of_a_rule", title=rules()["outside_scope"].title, total=len(found), shown=most)
        return [*found[:most], more]
    return found


def firms_in(data: Path, own: Own) -> frozenset[str]:
    """The codes of the firms the books place in `own`; of all firms on the books for {}."""
    codes, _by_name = _firms(data)
    return frozenset(code for code, places in codes.items() if not own or _is_in(places, own))


def names_in(data: Path, own: Own, names: Sequence[str]) -> list[str]:
    """Those of these names that a firm of `own` bears, in their order; all of them for {}."""
    if not own:
        return list(names)
    firms, (_codes, by_name) = firms_in(data, own), _firms(data)
    return [name for name in names if by_name.get(folded(name), frozenset()) & firms]


def parts(data: Path) -> dict[str, list[str]]:
    """The sub-districts and the clusters that have a firm on the books, in order, by kind of part."""
    found = {"subdistrict": set[str](), "cluster": set[str]()}
    for places in _firms(data)[0].values():
        for kind, names in found.items():
            names |= places[kind]
    return {kind: sorted(names) for kind, names in found.items()}


def without_others(data: Path, issues: Sequence[Issue], own: Own) -> list[Issue]:
    """The same findings; one that names a firm outside `own` keeps its place and loses its words."""
    if not own or not issues:
        return list(issues)
    codes, names = _firms(data)
    others = [code for code, places in codes.items() if not _is_in(places, own)]
    mine = {code for code, places in codes.items() if _is_in(places, own)}
    others += [name for name, known in names.items() if not known & mine]
    hidden = _("这一条说到不归您负责的企业，内容由审核员看。")
    return [replace(each, message=hidden, value="") if _names(each, others) else each for each in issues]


def _names(each: Issue, words: Sequence[str]) -> bool:
    said = f"{each.message}\n{each.value}"
    plain = folded(said)
    return any(word in said or word in plain for word in words)


def _rows(table: pa.Table) -> list[dict[str, object]]:
    wanted = ("sheet", "row", "enterprise_id", "enterprise", *_STATED)
    return table.select([name for name in wanted if name in table.column_names]).to_pylist()


def _elsewhere(
    row: Mapping[str, object],
    own: Own,
    codes: Mapping[str, Places],
    names: Mapping[str, frozenset[str]],
    *,
    moves: bool,
) -> str | None:
    """Where else the row's firm belongs ("" where that isn't known), None where it is one's own."""
    code, name = str(row.get("enterprise_id") or ""), folded(str(row.get("enterprise") or ""))
    stated = {key: frozenset(str(row[key]).split(_JOINT)) for key in _STATED if row.get(key)}
    known = [codes[code]] if code in codes else [codes[one] for one in sorted(names.get(name, ()))] if name else []
    for places in known:
        if not _is_in(places, own):
            return _place_words(places)
    says = {key: places for key, places in stated.items() if key in own}
    if says and (moves or not known) and not _is_in(says, own):
        return _place_words(stated)
    return None


def _is_in(places: Places, own: Own) -> bool:
    return any(set(names) & places.get(kind, frozenset()) for kind, names in own.items())


def _place_words(places: Places) -> str:
    return _JOINT.join(sorted(places.get("subdistrict", frozenset()) or places.get("cluster", frozenset())))


def own_words(own: Own) -> str:
    """The names of a part in one phrase; "" for all of it."""
    return _JOINT.join(name for names in own.values() for name in names)


def _firms(data: Path) -> tuple[Mapping[str, Places], Names]:
    """Code → where the books say the firm belongs, and folded name → codes; both empty before the first filing."""
    return _read(str(build(data))) if filing_names(data) else ({}, {})


@lru_cache(maxsize=2)
def _read(file: str) -> tuple[Mapping[str, Places], Names]:
    with duckdb.connect(file, read_only=True, config=READ_ONLY) as connection:
        rows = connection.execute(_SQL.read_text(encoding="utf-8")).fetchall()
    codes: dict[str, dict[str, frozenset[str]]] = {}
    names: dict[str, set[str]] = {}
    for code, name, subdistrict, clusters in rows:
        codes[code] = {"subdistrict": frozenset({subdistrict} - {None}), "cluster": frozenset(clusters or ())}
        if name:
            names.setdefault(folded(name), set()).add(code)
    return codes, {name: frozenset(known) for name, known in names.items()}
