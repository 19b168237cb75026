"""受控的角色看到的数据质量：只按他看得到的几条线评；最大一家的占比、改动了多少也评进去，徽标就说出了它们过没过线。"""

import pandas as pd

from etl.paths import quality_file
from metrics.disclosure.figure import BASE, Figure
from metrics.disclosure.place import places
from metrics.disclosure.reader import Reader
from metrics.grade import grade
from metrics.quality_rules import load_quality_rules
from metrics.request import Request

_OPEN = ("filed_pct", "set_aside_pct", "enterprises")
_BASE = "base_10k_cny"


def graded(reader: Reader, request: Request, table: pd.DataFrame) -> pd.DataFrame:
    """The quality table with the badge judged on what may leave: filing, rows set aside, firms, and the comparable
    base where it may. The other lines count as unknown, as they do for whoever can't judge them.
    """
    lines = load_quality_rules(quality_file(reader.store.data)).lines
    place = places(reader.store, request)
    grades = []
    for row in table.to_dict("records"):
        at = place({str(name): value for name, value in row.items()})
        measures = {name: row[name] for name in _OPEN}
        if at.cell is not None and not reader.exact(at.cell, Figure(at.figure.period, at.figure.basis, BASE)).reason:
            measures[_BASE] = row[_BASE]
        grades.append(grade(measures, lines).grade)
    return table.assign(grade=pd.Series(grades, index=table.index, dtype=object))
