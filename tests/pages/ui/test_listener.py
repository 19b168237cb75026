"""监听的端口不攒包：接下来连上的，每一小块都马上发出。"""

import socket

from pages.ui.listener import send_at_once


def test_connections_accepted_later_send_small_pieces_at_once():
    """Streamlit 那样绑的端口（没说是 TCP）：原来攒包，设过之后连上的就不攒。"""
    with socket.socket(family=socket.AF_INET) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert _has_no_delay(listener) is False
        assert send_at_once() >= 1
        with socket.create_connection(listener.getsockname()):
            accepted, _address = listener.accept()
            with accepted:
                assert _has_no_delay(accepted) is True


def test_files_and_idle_sockets_are_left_alone(tmp_path):
    """打开的文件、没有在监听的套接字，都不动，也不报错、不关掉。"""
    with (tmp_path / "账").open("w") as file, socket.socket() as idle:
        send_at_once()
        assert _has_no_delay(idle) is False
        assert file.write("还开着") == 3


def _has_no_delay(found: socket.socket) -> bool:
    return bool(found.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
