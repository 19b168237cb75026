"""每份导出随身带的说明：题、单位、来源、截至期、版本、口径、是不是演示数据。"""

from charts.figure import Figure
from etl.words import _

DEMO = _("演示数据，非真实企业")
FILED = _("填报数据")


def marks(figure: Figure, taken: str = "") -> dict[str, str]:
    """What the file must say about itself, by Chinese label, in reading order; `taken`: by whom, when; "" = nobody.

    谁在什么时候取走的写在文件里：流出去的一份，找得到是谁的。
    """
    said = {
        _("图题"): figure.title,
        _("指标与单位"): figure.subtitle,
        _("数据来源"): figure.source,
        _("截至期"): figure.period,
        _("数据版本"): figure.version,
        _("口径"): figure.definition,
        _("数据性质"): DEMO if figure.is_demo else FILED,
    }
    return said | ({_("取走"): taken} if taken else {})
