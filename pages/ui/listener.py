"""服务监听的端口：小块的答复马上发出，不等上一块的回执。

Streamlit 自己绑的端口没有说明是 TCP，asyncio 便不替它关掉攒包（Nagle）：每个答复的后半截都要多等浏览器四十毫秒。
"""

import os
import socket
from contextlib import suppress
from pathlib import Path

_OPEN_FILES = Path("/dev/fd")  # Linux 与 macOS 都有；没有的系统照旧，只是慢一点


def send_at_once() -> int:
    """Set TCP_NODELAY on every listening TCP socket of this process; connections accepted from then on inherit it.

    Returns how many there were.
    """
    numbers = [int(name) for name in os.listdir(_OPEN_FILES)] if _OPEN_FILES.is_dir() else []
    return sum(map(_set, numbers))


def _set(number: int) -> bool:
    with suppress(OSError), socket.socket(fileno=os.dup(number)) as found:  # 不是套接字的，会报错
        is_tcp = found.family in (socket.AF_INET, socket.AF_INET6)
        if is_tcp and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return True
    return False
