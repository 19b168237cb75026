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
from etl.words import _  # noqa: E402

_GONE = 141  # 与被 SIGPIPE 停下的程序同一个数
_UNTOLD = 74  # sysexits.h 的 EX_IOERR

try:
    code = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # 起来时就没有给它（>&-）
            stream.flush()
except BrokenPipeError:  # 接着输出的那一头先走了（| head）
    code = _GONE
except OSError as error:
    if error.filename is not None:  # 与输出无关
        raise
    message = _("输出写不下去（像是盘满了），话没有说全；收下的都在账上，可以用 history 看。")
    print(message, file=sys.stderr)
    code = _UNTOLD
os._exit(code)  # 该写的都写完了；几十万个单元格不必一个个归还，省下 0.2 秒
