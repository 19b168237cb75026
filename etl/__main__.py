"""`python -m etl`。"""

import gc
import os
import sys
from importlib.abc import MetaPathFinder


class WithoutPandas(MetaPathFinder):
    """Nothing here needs pandas, yet pyarrow loads it with its first array, and every command would wait for it."""

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> None:
        """Refuse pandas; anything else is left to the next finder."""
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


sys.meta_path.insert(0, WithoutPandas())
gc.set_threshold(200_000, 50, 100)  # 一条命令跑完就退出，几十万个单元格不必反复回收

from etl.commands import main  # noqa: E402  # 要在上一行之后载入
from etl.parser import run  # noqa: E402
from etl.words import _  # noqa: E402

code = run(main, _("收下的都在账上，可以用 history 看。"))
os._exit(code)  # 该写的都写完了；几十万个单元格不必一个个归还，省下 0.2 秒
