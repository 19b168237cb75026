"""一个真的身份认证服务进程（OpenID Connect，带证书），只在本机，只给测试用。

浏览器的登录由测试在网址里代填：`as` 是谁，`roles` 是哪些角色，`wrong` 让身份令牌错一处。
"""

import base64
import datetime
import hashlib
import ipaddress
import json
import secrets
import ssl
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "clusters", "provider-secret-0123456789abcdef"


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / "idp.crt", folder / "idp.key"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption_algorithm=plain)
    )
    return cert, private


class Provider(BaseHTTPRequestHandler):
    """The few addresses a provider has."""

    key: ClassVar[RSAKey] = RSAKey.generate_key(2048, {"kid": "1"})
    other_key: ClassVar[RSAKey] = RSAKey.generate_key(2048, {"kid": "1"})
    issuer: ClassVar[str] = ""
    codes: ClassVar[dict[str, dict[str, str]]] = {}

    def do_GET(self) -> None:
        """Discovery, public keys, and the page where a person would sign in."""
        where = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(where.query).items()}
        if where.path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            self._json({"issuer": self.issuer, **{name: f"{self.issuer}/{end}" for name, end in names.items()}})
        elif where.path == "/keys":
            self._json({"keys": [self.key.as_dict(private=False)]})
        elif where.path == "/authorize":
            wanted = (asked["client_id"], asked["response_type"], asked["code_challenge_method"])
            if wanted != (CLIENT, "code", "S256") or "openid" not in asked["scope"].split():
                self._json({"error": "invalid_request"}, 400)
                return
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            query = {"state": asked["state"]} | ({"error": "access_denied"} if "deny" in asked else {"code": code})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(query)}")
            self.end_headers()

    def do_POST(self) -> None:
        """A code for tokens: once, to the right client, with the right verifier."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        asked = self.codes.pop(sent.get("code", ""), None)
        basic = base64.b64encode(f"{quote(CLIENT)}:{quote(SECRET)}".encode()).decode()
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if self.headers["Authorization"] != f"Basic {basic}" or not asked or asked["code_challenge"] != challenge:
            self._json({"error": "invalid_grant"}, 400)
            return
        self._json({"access_token": "x", "token_type": "Bearer", "id_token": self._token(asked)})

    def _token(self, asked: dict[str, str]) -> str:
        wrong, now = asked.get("wrong", ""), int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer if wrong != "iss" else "https://evil.example",
            "aud": CLIENT if wrong != "aud" else "other",
            "sub": asked.get("sub", asked["as"]),
            "exp": now + 300 if wrong != "exp" else now - 3600,
            "iat": now,
            "nonce": asked["nonce"] if wrong != "nonce" else "x",
            "preferred_username": asked["as"],
            "roles": [role for role in asked.get("roles", "").split(",") if role],
        }
        for name in ("sub", "nonce", "preferred_username"):
            if wrong == f"no-{name}":
                del claims[name]
        if wrong == "none":
            parts = ({"alg": "none"}, claims)
            return (
                ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in parts)
                + "."
            )
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.other_key if wrong == "signature" else self.key)

    def _json(self, answer: object, status: int = 200) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # 名字由标准库定
        """Say nothing."""


def main(folder: Path) -> None:
    """Serve until stopped; the address is written to `address` in the folder once it can be asked."""
    cert, private = certificate(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, private)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Provider.issuer = f"https://127.0.0.1:{server.server_port}"
    (folder / "address.new").write_text(Provider.issuer, encoding="utf-8")
    (folder / "address.new").rename(folder / "address")
    server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
