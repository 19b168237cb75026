"""在本机起一个真的服务进程，给攻击测试用。"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from access import accounts

ROOT = Path(__file__).parents[2]
PASSWORD = "Zq7-huangshan-lu"
PEOPLE = {
    "leader1": "leader",
    "leader2": "leader",
    "researcher1": "researcher",
    "admin1": "admin",
    "reviewer1": "reviewer",
    "victim": "leader",
    "gone": "leader",
}


def add_people(data: Path) -> None:
    """One account a role and a few more; all have the same password."""
    for name, role in PEOPLE.items():
        accounts.add(data, name, role, PASSWORD)
    accounts.add(data, "clerk1", "clerk", PASSWORD, {"subdistrict": ("泉城路街道",)})


def settings(data: Path, text: str) -> None:
    """Write the installation's own settings."""
    folder = data / "access"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "settings.toml").write_text(text, encoding="utf-8")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(data: Path, log: Path, more: Mapping[str, str] | None = None, *options: str) -> Iterator[int]:
    """A server over `data`; answers its port. Its output goes to `log`."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options]
    environment = {**os.environ, "CLUSTERS_DATA": str(data), **(more or {})}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(port, process, log)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int, process: subprocess.Popen, log: Path) -> None:
    for _try in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            if process.poll() is not None:
                break
            time.sleep(0.25)
    raise RuntimeError("服务没有起来：" + log.read_text(encoding="utf-8", errors="replace"))


def refused_start(data: Path, *options: str, more: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A start that is expected to end by itself."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port()), *options]
    environment = {**os.environ, "CLUSTERS_DATA": str(data), **(more or {})}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
