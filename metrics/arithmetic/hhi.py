"""集中度：赫芬达尔指数、标准化值、等效家数、前几家占比；由加总好的数算，也可由各家的数算。"""

import numpy as np
import pandas as pd


def from_sums(squares: pd.Series, total: pd.Series) -> pd.Series:
    """HHI on 0–1: Σx² ÷ (Σx)²; null where the total is unknown or not positive. Definition: Herfindahl (1950)."""
    return (squares / total**2).where(total > 0)


def normalised(hhi: pd.Series, enterprises: pd.Series) -> pd.Series:
    """(HHI − 1/n) ÷ (1 − 1/n): 0 all equal, 1 one has all; null for fewer than two, where it is 0 ÷ 0."""
    least = 1 / enterprises.where(enterprises > 1)
    return (hhi - least) / (1 - least)


def equivalent_number(hhi: pd.Series) -> pd.Series:
    """1 ÷ HHI: how many firms of equal size would give the same index."""
    return 1 / hhi.where(hhi > 0)


def concentration_ratio_pct(top: pd.Series, total: pd.Series) -> pd.Series:
    """CRk in %: the k largest's sum ÷ total × 100; null where the total is not positive. Fewer than k firms: 100."""
    return (top / total * 100).where(total > 0)


def of_values(values: np.ndarray) -> dict[str, float]:
    """All of them from the firms' own values: `hhi`, `hhi_10000`, `hhi_normalised`, `equivalent_number`, `crK_pct`.

    `values` may be shares. Raises ValueError for an empty array or a negative value: its share has no meaning.
    """
    held = np.sort(np.asarray(values, dtype=float))[::-1]
    if held.size == 0 or held[-1] < 0:
        raise ValueError("shares need at least one value and none below zero")
    total = pd.Series([held.sum()])
    hhi = from_sums(pd.Series([np.square(held).sum()]), total)
    found = {
        "hhi": hhi,
        "hhi_10000": hhi * 10000,
        "hhi_normalised": normalised(hhi, pd.Series([held.size])),
        "equivalent_number": equivalent_number(hhi),
    }
    for largest in (1, 3, 4, 8):
        found[f"cr{largest}_pct"] = concentration_ratio_pct(pd.Series([held[:largest].sum()]), total)
    return {name: float(value.iloc[0]) for name, value in found.items()}


def of_merged(values: np.ndarray, largest: int) -> dict[str, float]:
    """The same after the `largest` biggest have become one firm."""
    held = np.sort(np.asarray(values, dtype=float))[::-1]
    return of_values(np.concatenate([[held[:largest].sum()], held[largest:]]))
