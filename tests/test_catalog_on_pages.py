"""页面上的每个指标都在目录里，目录里的每个指标都有页面给人看。"""

import ast
from pathlib import Path

from metrics import catalog

PAGES = Path(__file__).resolve().parents[1] / "pages"
PLACES = {"cached.table": 1, "cached.row": 1, "Number": 0}  # 指标名是第几个参数


def metrics_asked_for() -> set[str]:
    """Metric names that page code passes to `cached.table`, to `cached.row`, or to the card of a `Number`."""
    names: set[str] = set()
    for file in PAGES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            at = PLACES.get(ast.unparse(node.func)) if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and at is not None and isinstance(node.args[at], ast.Constant):
                names.add(str(ast.literal_eval(node.args[at])))
    return names


def test_pages_show_only_metrics_of_the_catalog_and_all_of_them():
    """两边一样：页面没有目录外的数，目录没有看不到的指标。"""
    assert metrics_asked_for() == set(catalog.load())
