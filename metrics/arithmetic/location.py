"""区位：区位商与几种结构、集聚指数；都在数与数组上算，不碰库。"""

import numpy as np

Numbers = float | np.ndarray


def location_quotient(part: Numbers, area: Numbers, activity: Numbers, total: Numbers) -> Numbers:
    """(part ÷ area) ÷ (activity ÷ total): above 1 the area has more of the activity than the reference has.

    Numbers or arrays alike. NaN where `area`, `activity` or `total` is not positive. Definition: Florence (1939).
    """
    known = (np.asarray(area) > 0) & (np.asarray(activity) > 0) & (np.asarray(total) > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        answer = np.asarray(np.where(known, np.divide(part, area) / np.divide(activity, total), np.nan))
    return answer if answer.ndim else float(answer)


def location_quotients(matrix: np.ndarray) -> np.ndarray:
    """The quotient of every cell, areas in rows and activities in columns; the reference is all of the matrix."""
    held = np.asarray(matrix, dtype=float)
    return np.asarray(location_quotient(held, held.sum(axis=1, keepdims=True), held.sum(axis=0), held.sum()))


def quotients_from_shares(area: np.ndarray, reference_pct: np.ndarray) -> np.ndarray:
    """The quotients of one area's values against the reference's structure, given in %."""
    held, other = np.asarray(area, dtype=float), np.asarray(reference_pct, dtype=float)
    return np.asarray(location_quotient(held, held.sum(), other, other.sum()))


def krugman(values: np.ndarray, reference: np.ndarray) -> float:
    """Σ |share − reference share|: 0 the same structure, 2 nothing in common. NaN where a total is not positive.

    Definition: Krugman (1991). Half of it is the Hoover index against the same reference.
    """
    held, other = np.asarray(values, dtype=float), np.asarray(reference, dtype=float)
    if held.size == 0 or held.sum() <= 0 or other.sum() <= 0:
        return float("nan")
    return float(np.abs(held / held.sum() - other / other.sum()).sum())


def krugman_among(values: np.ndarray, others: np.ndarray) -> float:
    """The same against the mean of the others' shares, one row each."""
    rows = np.asarray(others, dtype=float)
    return krugman(values, (rows / rows.sum(axis=1, keepdims=True)).mean(axis=0))


def hachman(values: np.ndarray, reference: np.ndarray) -> float:
    """1 ÷ Σ (share² ÷ reference share): 1 as diverse as the reference, towards 0 the more it is specialised.

    NaN where a total is not positive, or where the area has what the reference has not.
    """
    held, other = np.asarray(values, dtype=float), np.asarray(reference, dtype=float)
    if held.size == 0 or held.sum() <= 0 or other.sum() <= 0 or np.any((other <= 0) & (held != 0)):
        return float("nan")
    has = other > 0
    return float(1 / np.sum((held[has] / held.sum()) ** 2 / (other[has] / other.sum())))


def geographic_concentration(activity: np.ndarray, area: np.ndarray) -> float:
    """G = Σ (the activity's share in each area − the area's share of all)². NaN where a total is not positive."""
    held, other = np.asarray(activity, dtype=float), np.asarray(area, dtype=float)
    if held.size == 0 or held.sum() <= 0 or other.sum() <= 0:
        return float("nan")
    return float(np.sum((held / held.sum() - other / other.sum()) ** 2))


def ellison_glaeser(activity: np.ndarray, area: np.ndarray, enterprise_hhi: float) -> float:
    """γ = (G ÷ (1 − Σx²) − H) ÷ (1 − H): concentration in space beyond what a few large firms bring by themselves.

    `activity` and `area` by area, H the HHI (0–1) of the activity's enterprises; 0 as if scattered at random.
    Definition: Ellison & Glaeser (1997). NaN for one enterprise (H = 1) or one area.
    """
    shares = np.asarray(area, dtype=float) / np.sum(area) if np.sum(area) > 0 else np.array([1.0])
    spread = 1 - float(np.sum(shares**2))
    if spread <= 1e-12 or not enterprise_hhi < 1 - 1e-12:
        return float("nan")
    return (geographic_concentration(activity, area) / spread - enterprise_hhi) / (1 - enterprise_hhi)


def ellison_glaeser_of_enterprises(values: np.ndarray, areas: list, totals: np.ndarray) -> float:
    """The same from single enterprises and the area each stands in; `totals` by area in order of first appearance."""
    held = np.asarray(values, dtype=float)
    activity = np.array([held[[one == area for one in areas]].sum() for area in dict.fromkeys(areas)])
    return ellison_glaeser(activity, totals, float(np.square(held / held.sum()).sum()))


def litzenberger_sternberg(
    part: float,
    activity: float,
    area_size: float,
    total_size: float,
    population: float,
    total_population: float,
    enterprises: float,
    total_enterprises: float,
) -> float:
    """Cluster index: relative density × relative specialisation ÷ relative size of the enterprises; 1 on average.

    ((part/activity) ÷ (area/total)) · ((part/activity) ÷ (population/total)) · ((firms/total) ÷ (part/activity)).
    Definition: Litzenberger & Sternberg (2006). NaN where any of them is unknown or not positive.
    """
    given = (part, activity, area_size, total_size, population, total_population, enterprises, total_enterprises)
    if any(one is None or not one > 0 for one in given):
        return float("nan")
    held = part / activity
    density = held / (area_size / total_size)
    specialisation = held / (population / total_population)
    return density * specialisation * ((enterprises / total_enterprises) / held)
