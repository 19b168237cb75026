"""一个单位自己的设置：数据目录里的 settings.toml，没有就按默认。收报表要一个人还是两个人，写在这里。"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from etl.issue import Issue, Refused
from etl.paths import settings_file
from etl.words import _


@dataclass(frozen=True)
class Settings:
    """`persons`: 1 = whoever looks may accept; 2 = one proposes, another approves."""

    persons: int = 1


def read_settings(data: Path) -> Settings:
    """The settings of a data folder. Raises Refused with file, key, value and what to write."""
    file = settings_file(data)
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        message = _("设置文件 {0} 读不出来：{1}；请按 TOML 的写法改好。").format(file, error)
        raise Refused([Issue("settings_damaged", message)]) from error
    approval = raw.get("approval", {})
    if not isinstance(approval, dict) or approval.keys() - {"persons"}:
        message = _("设置文件 {0} 的 [approval] 一节只能有 persons 一项；请改好。").format(file)
        raise Refused([Issue("settings_damaged", message)])
    persons = approval.get("persons", 1)
    if persons not in (1, 2) or isinstance(persons, bool):
        message = _("设置文件 {0} 的 [approval] persons = {1}：只能是 1（一人收）或 2（一人报审、另一人批准）。")
        raise Refused([Issue("settings_damaged", message.format(file, persons), value=str(persons))])
    return Settings(persons)
