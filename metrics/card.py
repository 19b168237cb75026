"""口径卡：一个指标是什么、怎样算、哪一种算法、出处，以及公布过的算例当场再算的结果。"""

from etl.words import _
from metrics import proof
from metrics.catalog import Metric
from metrics.dimension import DIMENSIONS

_BASIS = _("期别：ytd 年初累计，single 单季，year 全年，rolling4 近四个季度，point 时点")


def text(metric: Metric) -> str:
    """The card as plain text: name, definition, formula, variant, source, proofs computed now, columns with units."""
    parts = [
        (_("口径"), metric.definition),
        (_("公式"), metric.formula),
        (_("变体"), metric.variant),
        (_("来源"), metric.source),
        (_("例证"), metric.proof),
    ]
    lines = [_("{title}（{name}）").format(title=metric.title, name=metric.name)]
    lines += [_("{name}：{text}").format(name=name, text=said) for name, said in parts if said]
    if examples := proof.of(metric.name):
        lines += [_("公布过的算例，刚才又算了一遍："), *("  " + proof.words(example) for example in examples)]
    elif metric.unproven:
        lines.append(metric.without_example)
    lines += [_("列："), "  period  " + _("报告期，到哪一季末为止"), f"  basis  {_BASIS}"]
    if not metric.is_ungrouped:
        groups = "、".join(f"{name} {one.title}" for name, one in DIMENSIONS.items() if name not in metric.refuses)
        lines.append(_("  （--by 写了的维度各一列：{0}；enterprise 是编号、名称两列）").format(groups))
    for column in metric.columns:
        unit = _("（{unit}）").format(unit=column.unit) if column.unit else ""
        lines.append(f"  {column.name}  {column.title}{unit}")
    return "\n".join(lines)
