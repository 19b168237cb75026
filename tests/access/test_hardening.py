"""正在运行的设置：该关的都关着。"""

import json
import os
import subprocess
import sys
import tomllib

import pytest

from tests.access.server import ROOT

ASK = """
import json, os, sys
import streamlit.web.bootstrap as bootstrap
from streamlit import config
config._main_script_path = os.path.abspath("app.py")
config.get_config_options(force_reparse=True)
print(json.dumps({name: config.get_option(name) for name in sys.argv[1:]}))
"""
WANTED = {
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["127.0.0.1", "localhost"],
    "server.enableCORS": True,
    "server.corsAllowedOrigins": [],
    "server.enableXsrfProtection": True,
    "server.xsrfCookieSameSite": "lax",
    "server.maxUploadSize": 20,
    "server.maxMessageSize": 50,
    "server.maxWidgetStateSize": 2,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.scriptHealthCheckEnabled": False,
    "server.enableWebsocketCompression": False,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.trustedUserHeaders": {"X-Access-Session": "access"},
    "server.unsafeMetricsUserAttributes": [],
    "server.disconnectedSessionTTL": 120,
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "127.0.0.1",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    "client.allowedOrigins": [],
    "runner.magicEnabled": False,
    "global.developmentMode": False,
}


@pytest.fixture(scope="module")
def running():
    """The options as Streamlit itself reads them from our folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    command = [sys.executable, "-c", ASK, *WANTED]
    return json.loads(subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, check=True, text=True).stdout)


@pytest.mark.parametrize("name", WANTED)
def test_each_option_is_in_force(running, name):
    """Read back from Streamlit, not from our file: a misspelt option would be silently ignored there."""
    assert running[name] == WANTED[name]


def test_every_line_of_the_configuration_says_why():
    """Each setting has its reason beside it or above it."""
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    lines = text.splitlines()
    above = ["", *lines]
    bare = [
        line
        for line, before in zip(lines, above, strict=False)
        if " = " in line and " # " not in line and not before.startswith("#")
    ]
    assert bare == []
    assert set(tomllib.loads(text)) == {"server", "browser", "client", "runner", "logger", "theme"}


def test_no_secret_is_kept_in_the_project():
    """Neither secrets file nor password, token or cookie secret in any configuration."""
    assert not (ROOT / ".streamlit" / "secrets.toml").exists()
    settings = (ROOT / "access" / "settings.toml").read_text(encoding="utf-8")
    assert tomllib.loads(settings)["oidc"]["secret_file"] == ""
    assert "cookieSecret" not in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "/data/access/" in (ROOT / ".gitignore").read_text(encoding="utf-8")
