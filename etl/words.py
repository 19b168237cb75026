"""界面与报错里的每一个词都经过 gettext；消息编号就是中文原文。"""

import gettext
from pathlib import Path

_LOCALE_DIR = Path(__file__).resolve().parents[1] / "locale"

_ = gettext.translation("messages", localedir=_LOCALE_DIR, languages=["zh_CN"], fallback=True).gettext
