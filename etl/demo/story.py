"""故事的三张表（TOML）读一次；别处只拿结果。"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from etl.demo.quarters import Quarter, parse_quarter

HERE = Path(__file__).parent
FIELDS = ("软件和信息技术服务", "数字创意", "信息技术应用创新", "人工智能", "区块链", "工业互联网")


@cache
def table(name: str) -> dict[str, Any]:
    """`story`, `events`, `names` or `layouts`: the TOML of that name beside this file."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def first_quarter() -> Quarter:
    """The first quarter with a form."""
    return parse_quarter(table("story")["first"])


def last_quarter() -> Quarter:
    """The last quarter with a form."""
    return parse_quarter(table("story")["last"])
