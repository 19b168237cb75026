"""虚构的企业：是谁、在哪、属于什么、哪年纳统、哪年离开。"""

import csv
from dataclasses import dataclass, field
from datetime import date

from etl.demo.credit_code import credit_code
from etl.demo.quarters import Quarter, parse_quarter
from etl.demo.story import HERE, first_quarter

_YEARS = range(2018, 2027)


@dataclass(frozen=True)
class Firm:
    """An invented enterprise. `kind` fixes its seasons; `annual_10k_cny` holds the years the backbone table states."""

    key: str
    code: str
    name: str
    kind: str
    fields: tuple[str, ...]
    clusters: tuple[str, ...]
    chains: tuple[str, ...]
    stages: tuple[str, ...]
    industry_code: str
    subdistrict: str
    carrier: str
    founded: date
    above_from: date | None
    above_to: date | None
    left_on: date | None
    reports_from: Quarter
    group: str = ""
    former_name: str = ""
    renamed_on: date | None = None
    annual_10k_cny: dict[int, int] = field(default_factory=dict, hash=False)

    def is_above_scale(self, day: date) -> bool:
        """规上 on that day: taken in on or before it, and not yet taken out."""
        return self.above_from is not None and self.above_from <= day and (self.above_to is None or self.above_to > day)

    def is_here(self, day: date) -> bool:
        """Neither closed nor moved away on that day."""
        return self.left_on is None or self.left_on > day

    def name_on(self, day: date) -> str:
        """The name it bore that day; the code stays."""
        return self.former_name if self.renamed_on and day < self.renamed_on else self.name

    @property
    def address(self) -> str:
        """An address nobody lives at."""
        serial = int(self.code[11:16])
        return f"济南市历下区{self.subdistrict}示例路{serial % 97 + 1}号{serial % 5 + 1}-{serial % 17 + 1:02d}室"


def month(text: str) -> date | None:
    """`2020-01` → 1 January 2020; empty → None."""
    return date.fromisoformat(f"{text}-01") if text else None


def backbone() -> list[Firm]:
    """The firms the story names one by one, from `backbone.csv`, with serials from 1."""
    with (HERE / "backbone.csv").open(encoding="utf-8", newline="") as file:
        return [_backbone_firm(serial, row) for serial, row in enumerate(csv.DictReader(file), start=1)]


def _backbone_firm(serial: int, row: dict[str, str]) -> Firm:
    fields = _parts(row["field"])
    chains = _parts(row["chain"])
    return Firm(
        key=row["key"],
        code=credit_code(serial),
        name=row["name"],
        kind=fields[0] if fields else chains[0],
        fields=fields,
        clusters=_parts(row["cluster"]),
        chains=chains,
        stages=_parts(row["stage"]),
        industry_code=row["industry_code"],
        subdistrict=row["subdistrict"],
        carrier=row["carrier"],
        founded=date.fromisoformat(row["founded"]),
        above_from=month(row["above_from"]),
        above_to=month(row["above_to"]),
        left_on=date.fromisoformat(row["left_on"]) if row["left_on"] else None,
        reports_from=max(first_quarter(), parse_quarter(row["reports_from"])),
        former_name=row["former_name"],
        renamed_on=date.fromisoformat(row["renamed_on"]) if row["renamed_on"] else None,
        annual_10k_cny={year: int(row[str(year)]) for year in _YEARS if row[str(year)]},
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("、") if part)
