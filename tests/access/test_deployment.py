"""说明书里的部署：照抄的设置真的起作用。"""

import re
import shutil
import socket
import subprocess

import pytest
from websockets.sync.client import connect

from access import accounts
from access.audit import search
from tests.access.server import PASSWORD, ROOT, serving
from tests.access.wire import HTML, ask, run
from tests.pages.small_data import write_data

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOMAIN = "yt.example.gov.cn"
NGINX = [("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "10.1.2.3")]


def block(kind):
    """The one block of that kind in the README."""
    (found,) = re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """(port, data) of a server started with the options the unit starts it with."""
    started = re.search(r"^ExecStart=\S+ run app\.py (.*)$", block("ini"), re.MULTILINE)
    assert started is not None
    data = write_data(tmp_path_factory.mktemp("deployed"), is_demo=False, periods=["2026Q1"])
    accounts.add(data, "leader1", "leader", PASSWORD)
    with serving(data, tmp_path_factory.mktemp("log") / "server.log", None, *started[1].split()) as port:
        yield port, data


def test_behind_nginx_one_signs_in_over_tls(site):
    """The cookie is Secure with the __Host- prefix, the websocket works, the audit has the visitor's own address."""
    port, data = site
    form = ask(port, "/sign-in", accept=HTML, host=DOMAIN, headers=NGINX)
    token = form.cookies["clusters_form"]
    headers = [*NGINX, ("Origin", f"https://{DOMAIN}"), ("Content-Type", "application/x-www-form-urlencoded")]
    body = f"name=leader1&password={PASSWORD}&token={token}&next=/".encode()
    answer = ask(port, "/sign-in", "POST", headers, body, cookie=f"clusters_form={token}", host=DOMAIN)
    assert answer.status == 303
    cookie = f"__Host-clusters_session={answer.cookies['__Host-clusters_session']}"
    assert ask(port, "/", accept=HTML, cookie=cookie, host=DOMAIN, headers=NGINX).status == 200
    with (
        socket.create_connection(("127.0.0.1", port)) as wire,
        connect(
            f"ws://{DOMAIN}/_stcore/stream",
            sock=wire,
            subprotocols=["streamlit", "none"],  # type: ignore[list-item]
            additional_headers={**dict(NGINX), "Cookie": cookie},
            origin=f"https://{DOMAIN}",  # type: ignore[arg-type]
            proxy=None,
            max_size=None,
        ) as opened,
    ):
        assert run(opened)
    assert search(data, event="登录.成功")[0].address == "10.1.2.3"


def test_another_domain_and_plain_http_are_refused(site):
    """A name not in the unit; a form said to come from http where the visitor is on https."""
    port, _data = site
    assert ask(port, "/sign-in", accept=HTML, host="evil.example.gov.cn", headers=NGINX).status == 400
    kind = ("Content-Type", "application/x-www-form-urlencoded")
    headers = [*NGINX, ("Origin", f"http://{DOMAIN}"), kind]
    assert ask(port, "/sign-in", "POST", headers, b"name=x&password=y", host=DOMAIN).status == 403


@pytest.mark.parametrize(
    "line",
    [
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto https;",
        'proxy_set_header X-Access-Session "";',
        "proxy_set_header Upgrade $http_upgrade;",
        "proxy_pass http://127.0.0.1:8501;",
    ],
)
def test_the_nginx_example_says_what_the_gate_relies_on(line):
    """The visitor's address is written, not appended; the name, scheme and upgrade are passed on."""
    assert line in block("nginx")


@pytest.mark.parametrize(
    "line", ["UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "IPAddressDeny=any"]
)
def test_the_unit_is_hardened(line):
    """What a break-in could reach is little."""
    assert line in block("ini").splitlines()


def test_systemd_understands_the_unit(tmp_path):
    """Every line is known to it, and it rates the exposure low."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("需要 systemd-analyze")
    unit = tmp_path / "clusters.service"
    unit.write_text(block("ini"), encoding="utf-8")
    command = ["systemd-analyze", "security", "--offline=true", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    rating = re.search(r"exposure level for clusters.service: ([\d.]+)", done.stdout)
    assert rating is not None, done.stderr
    assert float(rating[1]) < 2
    assert "Unknown" not in done.stderr
