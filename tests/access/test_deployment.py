"""说明书里的部署：照抄的设置真的起作用。"""

import re
import shutil
import socket
import ssl
import stat
import subprocess
import time

import pytest
from websockets.sync.client import connect

from access import accounts
from access.audit import search
from access.audit_check import verify
from etl.write.ledger import read_ledger
from tests.access.server import PASSWORD, ROOT, free_port, serving
from tests.access.wire import HTML, ask, parsed, run
from tests.pages.small_data import write_data

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOMAIN = "yt.example.gov.cn"
NGINX = [("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "10.1.2.3")]


def block(kind, word=""):
    """The one block of that kind in the README, with that word in it."""
    (found,) = [one for one in re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL) if word in one]
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


@pytest.fixture
def nginx(site, tmp_path):
    """The README's own nginx in front of the server, on another port and with a certificate of its own; its port."""
    if not shutil.which("nginx") or not shutil.which("openssl"):
        pytest.skip("需要 nginx、openssl")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={DOMAIN}"]
    made += ["-addext", f"subjectAltName=DNS:{DOMAIN}", "-keyout", f"{tmp_path}/yt.key", "-out", f"{tmp_path}/yt.crt"]
    subprocess.run(made, check=True, capture_output=True)
    tls, plain = free_port(), free_port()
    conf = block("nginx").replace("/etc/ssl/", f"{tmp_path}/").replace("listen 443", f"listen 127.0.0.1:{tls}")
    conf = conf.replace("listen 80", f"listen 127.0.0.1:{plain}").replace("127.0.0.1:8501", f"127.0.0.1:{site[0]}")
    whole = (
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} http {{ access_log off;\n{conf}}}"
    )
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    with subprocess.Popen(["nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]) as process:
        time.sleep(1)
        yield tls, plain, ssl.create_default_context(cafile=tmp_path / "yt.crt")
        process.terminate()


def through(nginx, payload):
    """Send bytes by TLS, read the answer."""
    tls, _plain, trusted = nginx
    with (
        socket.create_connection(("127.0.0.1", tls), timeout=20) as plain,
        trusted.wrap_socket(plain, server_hostname=DOMAIN) as wire,
    ):
        wire.sendall(payload)
        received = b""
        while part := wire.recv(65_536):
            received += part
    return parsed(received)


def asked(nginx, path, method="GET", *headers, body=b""):
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {DOMAIN}",
        "Connection: close",
        f"Content-Length: {len(body)}",
        *headers,
    ]
    return through(nginx, "\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def test_the_readmes_nginx_does_what_it_says(nginx, site):
    """TLS, sign-in, Secure cookie, websocket, forged headers stripped, large uploads stopped, http led to https."""
    tls, plain, trusted = nginx
    form = asked(nginx, "/sign-in", "GET", "Accept: text/html")
    assert (form.status, form.headers["strict-transport-security"]) == (200, "max-age=31536000")
    token = form.cookies["clusters_form"]
    answer = asked(
        nginx,
        "/sign-in",
        "POST",
        f"Origin: https://{DOMAIN}",
        f"Cookie: clusters_form={token}",
        "Content-Type: application/x-www-form-urlencoded",
        "X-Forwarded-For: 8.8.8.8",
        body=f"name=leader1&password={PASSWORD}&token={token}&next=/clusters".encode(),
    )
    assert (answer.status, answer.headers["location"]) == (303, "/clusters")
    assert "Secure" in answer.headers["set-cookie"] or "__Host-clusters_session" in answer.cookies
    assert search(site[1], event="登录.成功")[0].address == "127.0.0.1"
    cookie = f"__Host-clusters_session={answer.cookies['__Host-clusters_session']}"
    assert asked(nginx, "/clusters", "GET", "Accept: text/html", f"Cookie: {cookie}").status == 200
    with (
        socket.create_connection(("127.0.0.1", tls)) as wire,
        connect(
            f"wss://{DOMAIN}/_stcore/stream",
            sock=wire,
            ssl=trusted,
            server_hostname=DOMAIN,
            subprotocols=["streamlit", "none"],  # type: ignore[list-item]
            additional_headers={"Cookie": cookie},
            origin=f"https://{DOMAIN}",  # type: ignore[arg-type]
            proxy=None,
            max_size=None,
        ) as opened,
    ):
        assert run(opened)
    for forged in ("X-Access-Session: open:demo", "X_Access_Session: open:demo", "X-Forwarded-Proto: http"):
        assert asked(nginx, "/_stcore/host-config", "GET", forged).status == 401
    assert asked(nginx, "/_stcore/upload_file/x/y", "PUT", body=b"x" * (22 * 2**20)).status == 413
    led = ask(plain, "/clusters?period=2026Q1", host="evil.example")
    assert (led.status, led.headers["location"]) == (301, f"https://{DOMAIN}/clusters?period=2026Q1")


def test_the_backup_of_the_readme_is_restored_whole(site, tmp_path):
    """Taken twice while the server runs, put back elsewhere: ledger and trail verify, accounts are there."""
    if not all(shutil.which(name) for name in ("rsync", "sqlite3", "flock")):
        pytest.skip("需要 rsync、sqlite3、flock")
    _port, data = site
    kept = tmp_path / "kept"
    kept.mkdir(mode=0o700)
    commands = block("sh", "flock").replace("/var/lib/clusters", str(data)).replace("备份处", str(kept))
    for _day in range(2):
        subprocess.run(["bash", "-euc", commands], check=True, capture_output=True)
    assert not (kept / "build").exists()
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (kept / "access").rglob("*")} == {0}
    restored = tmp_path / "restored"
    shutil.copytree(kept, restored)
    (restored / "access").chmod(0o700)
    assert verify(restored) == []
    assert [one.name for one in accounts.listed(restored)] == ["leader1"]
    assert [one.name for one in read_ledger(restored)] == [one.name for one in read_ledger(data)]
