"""攻击清单与测试一一对应。"""

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent


def attacks() -> set[str]:
    """Names of all tests in the attack files."""
    files = [*HERE.glob("test_attacks_*.py"), HERE / "test_oidc.py", HERE / "test_proxy.py", HERE / "test_start.py"]
    found = set()
    for file in files:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found.add(node.name)
    return found


def test_the_list_names_every_attack_and_no_other():
    """A listed attack is one that is tried; a tried one is listed."""
    text = (HERE / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(test_\w+)`", text)) == attacks()


def test_the_list_holds_at_least_sixty_distinct_attempts():
    """Numbered without gaps."""
    text = (HERE / "README.md").read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 60
