"""来源里已知的错：错在哪里、为什么、告诉了谁、怎样算改好；收来的数从不替人改，改好了由归档证明。"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.correction_rules import correction_problems, record_of
from etl.issue import Issue, Refused
from etl.paths import BEIJING, corrections_dir
from etl.standing import Key, Value, standing
from etl.words import _
from etl.write.ledger import Filing, counted, read_ledger


@dataclass(frozen=True)
class Correction:
    """A known error of a source, and how it stands. `file` and `number` say which entry of which TOML it is.

    `told` and `told_on` are '' and None while nobody was told. `where` is where the error stands, `proof` what proves
    it fixed, both as written. `value` is what the books hold now where the proof looks, None for nothing; `filing`
    holds that value, since `filed_on`; `is_fixed` where it is what the proof asks for.
    """

    file: str
    number: int
    what: str
    why: str
    told: str
    told_on: date | None
    where: Mapping[str, Any]
    proof: Mapping[str, Any]
    is_demo: bool = False
    is_fixed: bool = False
    value: str | None = None
    filing: str = ""
    filed_on: date | None = None

    @property
    def place(self) -> str:
        """Where the error stands, in one line."""
        return " · ".join(str(value) for value in self.where.values())

    @property
    def state(self) -> str:
        """未改 or 已改, in a sentence that names what is on the books and the filing that proves it."""
        if self.value is None:
            return _("未改：账上还没有这个数")
        now = self.value
        if self.proof["column"].endswith("_10k_cny"):
            now = _("{0}万元").format(f"{Decimal(now):,f}")
        if self.is_fixed:
            return _("已改：由 {0} 收下的归档 {1} 证实，账上现在是{2}").format(self.filed_on, self.filing, now)
        return _("未改：账上现在是{0}（归档 {1}）").format(now, self.filing)


def corrections(data: Path) -> list[Correction]:
    """Every known error, those not fixed first, else by file and number; [] where none are known. Those of the
    demonstration data are left out once it has left.

    What is shown is how the ledger stands now: an undo of the filing that fixed an error opens it again. Raises Refused
    with every mistake in the TOMLs, each naming file, entry, key, value and remedy.
    """
    entries = _entries(corrections_dir(data))
    filings = counted(read_ledger(data)) if entries else []
    is_demo = any(filing.page["is_demo"] for filing in filings)
    dates = {filing.name: datetime.fromisoformat(filing.page["accepted_at"]).astimezone(BEIJING) for filing in filings}
    judged = [_judged(entry, filings, dates) for entry in entries if is_demo or not entry.is_demo]
    return sorted(judged, key=lambda each: (each.is_fixed, each.file, each.number))


def _entries(folder: Path) -> list[Correction]:
    found: list[Correction] = []
    problems: list[str] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            raw = tomllib.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            problems.append(_("{0}：不是能读的 TOML（{1}）；请按 UTF-8 保存并改正该处。").format(file.name, error))
            continue
        mistakes = correction_problems(file.name, raw)
        problems += mistakes
        if not mistakes:
            is_demo = raw.get("is_demo", False)
            found += [_entry(file.name, number, entry, is_demo) for number, entry in enumerate(raw["correction"], 1)]
    if problems:
        raise Refused([Issue("correction_rule", problem) for problem in problems])
    return found


def _entry(file: str, number: int, raw: Mapping[str, Any], is_demo: bool) -> Correction:
    told = raw.get("told", ""), raw.get("told_on")
    return Correction(file, number, raw["what"], raw["why"], *told, raw["where"], raw["proof"], is_demo)


def _judged(entry: Correction, filings: Sequence[Filing], dates: Mapping[str, datetime]) -> Correction:
    proof = entry.proof
    now = _value(proof, filings)
    if now is None or now.value is None:
        return entry
    other = _value(dict(proof) | proof["same_as"], filings) if "same_as" in proof else None
    return replace(
        entry,
        is_fixed=_holds(proof, now.value, other.value if other else None),
        value=now.text,
        filing=now.filing,
        filed_on=dates[now.filing].date(),
    )


def _value(proof: Mapping[str, Any], filings: Sequence[Filing]) -> Value | None:
    record = record_of(proof)
    key: Key = tuple(proof.get(name) for name in record.key)
    ours = [filing for filing in filings if filing.page["record"] == record.name]
    return standing(record, ours, {key}).get(key, {}).get(proof["column"])


def _holds(proof: Mapping[str, Any], now: object, other: object) -> bool:
    """Whether the value on the books is what the proof asks for; unknown never proves anything."""
    if "is" in proof:
        return _same(now, proof["is"])
    if "is_not" in proof:
        return not _same(now, proof["is_not"])
    if "same_as" in proof:
        return other is not None and _same(now, other)
    figure = _figure(now)
    if figure is None:
        return False
    return figure >= Decimal(proof["at_least"]) if "at_least" in proof else figure <= Decimal(proof["at_most"])


def _same(one: object, other: object) -> bool:
    figures = _figure(one), _figure(other)
    if None not in figures:
        return figures[0] == figures[1]
    return str(one) == str(other)


def _figure(value: object) -> Decimal | None:
    if isinstance(value, float):
        return Decimal(str(value))
    return Decimal(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else None
