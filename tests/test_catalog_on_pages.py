"""页面上的每个指标都在目录里，目录里的每个指标都有页面给人看。"""

import ast
from pathlib import Path

from metrics import catalog

PAGES = Path(__file__).resolve().parents[1] / "pages"


def metrics_asked_for() -> set[str]:
    """Metric names that page code passes as the second argument of `cached.table` or `cached.row`."""
    names: set[str] = set()
    for file in PAGES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("cached.table", "cached.row"):
                name = node.args[1]
                if isinstance(name, ast.Constant):
                    names.add(str(name.value))
    return names


def test_pages_show_only_metrics_of_the_catalog_and_all_of_them():
    """两边一样：页面没有目录外的数，目录没有看不到的指标。"""
    assert metrics_asked_for() == set(catalog.load())
