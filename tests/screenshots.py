"""给说明书拍照：用演示数据打开每一页，桌面与手机各一张。`make screenshots`。"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from etl.paths import PROJECT

PICTURES = PROJECT / "docs" / "pictures"
PAGES = ("overview", "clusters", "structure", "enterprises", "ladder", "gaps", "benchmarks", "upload", "filings")
SIZES = {"": (1440, 1800), "_phone": (390, 2400)}


@contextmanager
def server(data: Path) -> Iterator[str]:
    """The app on a free loopback port over this data folder; its address. Ends the process when left."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, "CLUSTERS_DATA": str(data)}, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    """Write docs/pictures/<page>.png and <page>_phone.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        subprocess.run([sys.executable, "-m", "etl.demo", "--data", str(data)], cwd=PROJECT, check=True)
        with server(data) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for suffix, (width, height) in SIZES.items():
                context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
                for page in PAGES:
                    view = context.new_page()
                    view.goto(f"{address}/{'' if page == 'overview' else page}")
                    view.wait_for_selector("h1", timeout=30_000)
                    view.wait_for_load_state("networkidle")
                    view.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
                    view.wait_for_timeout(2_000)  # 图画完没有单独的信号
                    view.screenshot(path=PICTURES / f"{page}{suffix}.png")
                    view.close()
            browser.close()


def _wait(address: str) -> None:
    for _attempt in range(120):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
