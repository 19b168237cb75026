"""按参数记住算过的结果：同样的参数只算一次，几个会话同时要也只算一次。

不用 st.cache_data：它每次取用都要拆包、逐个参数散列，六张图的页面光取缓存就比画图慢；
它对大表按抽样散列，改一格可能取回旧答案。这里的键就是参数本身，表格不能作键（不可散列，传了立刻报错）。
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def kept(most: int = 600) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorator: remember the last `most` results by their arguments. Errors are not remembered.

    What is remembered is shared by all sessions, so nobody may change it; tables are handed out as copies on write.
    """

    def remembering(function: Callable[P, R]) -> Callable[P, R]:
        results: OrderedDict[Hashable, R] = OrderedDict()
        lock = RLock()

        @wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (args, tuple(sorted(kwargs.items())))
            try:
                return results[key]
            except KeyError:
                pass
            with lock:
                if key not in results:
                    results[key] = function(*args, **kwargs)
                    while len(results) > most:
                        results.popitem(last=False)
                return results[key]

        return remembered

    return remembering
