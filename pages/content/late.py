"""还没报的规上企业：名单在手，好去催报。"""

import pandas as pd

from etl.words import _
from pages.ui import cached


def late_table(origin: cached.Source, period: str) -> pd.DataFrame:
    """The firms expected to file that have not, with sub-district and the last quarter they filed; may be empty."""
    rows = cached.table(origin, "coverage", period, ("enterprise",))
    late = rows.loc[rows["filed"] < rows["expected"]]
    firms = cached.record(origin, "enterprises", period).set_index("enterprise_id")
    return pd.DataFrame(
        {
            _("企业"): list(late["enterprise"]),
            _("街道"): [firms["subdistrict"].get(code) for code in late["enterprise_id"]],
            _("最近一次填报"): [firms["last_period"].get(code) for code in late["enterprise_id"]],
        }
    )
