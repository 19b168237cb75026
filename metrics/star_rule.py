"""集群强度的三条线，写在 star_criteria.toml：改线不用改程序。"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from etl.words import _

_FILE = Path(__file__).with_name("star_criteria.toml")


@dataclass(frozen=True)
class Star:
    """One star: earned where `measure` is `at_least` a number, or lies `above` it; exactly one of the two is given."""

    name: str
    title: str
    measure: str
    words: str
    at_least: float | None = None
    above: float | None = None

    @property
    def column(self) -> str:
        """The column that holds 1, 0, or null where the measure is unknown."""
        return f"{self.name}_star"

    def earned(self, values: pd.Series) -> pd.Series:
        """1 where the line is met, 0 where not, null where the value is unknown."""
        met = values >= self.at_least if self.at_least is not None else values > (self.above or 0)
        return met.astype("Int64").where(values.notna())

    def said(self) -> str:
        """`规模：占范围内同类营业收入10%及以上（…）`"""
        line = self.at_least if self.at_least is not None else self.above
        return _("{0}：{1}").format(self.title, self.words.format(f"{line:g}"))


@cache
def stars() -> tuple[Star, ...]:
    """The lines in the order of the file. Raises ValueError for one that gives both numbers or neither."""
    found = tuple(Star(**entry) for entry in tomllib.loads(_FILE.read_text(encoding="utf-8"))["star"])
    for star in found:
        if (star.at_least is None) == (star.above is None):
            raise ValueError(star.name)
    return found


def criteria() -> str:
    """All lines in words, for the page and the card."""
    return "；".join(star.said() for star in stars())
