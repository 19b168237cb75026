"""一个真的 Spark 集群：一个主节点、两个工作节点，只在回环地址上，用完按进程号停掉。"""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

HOST = "127.0.0.1"
WORKERS = 2
_START_SECONDS = 60
_STOP_SECONDS = 10
_ADDRESS = re.compile(r"Starting Spark master at (spark://\S+)")
_REGISTERED = "Successfully registered with master"

# 进程只活几分钟：不作深度编译，启动省一半处理器
_SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC"
# 一台两核小机器跑得开；答案与这些无关
_DEFAULTS = f"""
spark.driver.extraJavaOptions {_SHORT_LIVED}
spark.executor.extraJavaOptions {_SHORT_LIVED}
spark.driver.host {HOST}
spark.driver.bindAddress {HOST}
spark.driver.memory 1g
spark.executor.memory 1g
spark.executor.cores 1
spark.sql.shuffle.partitions 2
spark.master.rest.enabled false
"""
_LOG = """
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n
"""


class NotStarted(Exception):
    """The cluster did not come up; the message holds the end of what the process said."""


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A master and two workers of 1 core and 1 GB, logs and work in `folder`; its address, `spark://127.0.0.1:port`.

    Processes end by their ids however the block is left. Sets what this process needs to be their driver.
    """
    found = find_spec("pyspark")
    if found is None or found.origin is None:
        raise NotStarted("没有装 pyspark。请运行 pip install -r requirements-cluster.txt")
    home = Path(found.origin).parent
    (folder / "conf").mkdir()
    (folder / "conf" / "spark-defaults.conf").write_text(_DEFAULTS, encoding="utf-8")
    (folder / "conf" / "log4j2.properties").write_text(_LOG, encoding="utf-8")
    os.environ.update(
        SPARK_HOME=str(home),
        SPARK_CONF_DIR=str(folder / "conf"),
        SPARK_LOCAL_IP=HOST,
        SPARK_LOCAL_DIRS=str(folder / "local"),
        SPARK_DAEMON_MEMORY="256m",
        SPARK_DAEMON_JAVA_OPTS=_SHORT_LIVED,
    )
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str, *arguments: str) -> Path:
        log = folder / f"{name}.log"
        with log.open("wb") as sink:
            command = [str(home / "bin" / "spark-class"), *arguments]
            started.append(subprocess.Popen(command, stdout=sink, stderr=sink, start_new_session=True))
        return log

    try:
        ports = ("--host", HOST, "--port", "0", "--webui-port", "0")
        master = start("master", "org.apache.spark.deploy.master.Master", *ports)
        address = _said(master, _ADDRESS, started).group(1)
        size = ("--cores", "1", "--memory", "1g")
        logs = [
            start(f"worker{number}", "org.apache.spark.deploy.worker.Worker", *ports, *size,
                  "--work-dir", str(folder / f"work{number}"), address)
            for number in range(WORKERS)
        ]  # fmt: skip
        for log in logs:
            _said(log, re.compile(_REGISTERED), started)
        yield address
    finally:
        stop(started)


def _said(log: Path, words: re.Pattern[str], started: list[subprocess.Popen[bytes]]) -> re.Match[str]:
    """Wait until a log says these words."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and all(process.poll() is None for process in started):
        if found := words.search(log.read_text(encoding="utf-8", errors="replace")):
            return found
        time.sleep(0.1)
    raise NotStarted(f"{log.stem} 没有起来：{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def stop(started: list[subprocess.Popen[bytes]]) -> None:
    """End each process with all it started (they share its group), the last first; what does not listen is killed."""
    for process in reversed(started):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_STOP_SECONDS)
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(_STOP_SECONDS)
