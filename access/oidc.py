"""统一身份认证（OpenID Connect）：授权码加 PKCE，名字和角色取自身份令牌。"""

# pyright: reportAttributeAccessIssue=false, reportGeneralTypeIssues=false
# Authlib 没有类型标注，它的客户端其实是 httpx.Client。

import hashlib
import hmac
import secrets
import sqlite3
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from access import accounts, audit, door, session
from access.cookie import signed_in
from access.database import connected
from access.fault import AccessError
from access.proxy import first_role
from access.secret_file import OIDC_VARIABLE, secret
from access.settings import Settings, load_settings
from access.visitor import VISITOR, is_tls, log
from etl.paths import data_dir
from etl.words import _

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import OAuth2Client  # 用到统一身份认证才载入

_JOURNEY_COOKIE = "clusters_journey"
_JOURNEY_SECONDS = 600
_LEEWAY_SECONDS = 60
_KNOWN_SECONDS = 600
_known: dict[str, tuple[float, dict[str, Any]]] = {}


async def start(request: Request) -> Response:
    """Send the visitor to the identity provider, remembering where from. Raises AccessError."""
    data, settings = data_dir(), _settings(data_dir())
    where = door.safe_next(request.query_params.get("next", "/"))
    state, nonce, verifier = (secrets.token_urlsafe(32) for _each in range(3))
    with connected(data, writing=True) as connection:
        connection.execute("DELETE FROM journeys WHERE begun_at < ?", (time.time() - _JOURNEY_SECONDS,))
        connection.execute(
            "INSERT INTO journeys VALUES (?, ?, ?, ?, ?)", (_digest(state), nonce, verifier, where, time.time())
        )
    address, _state = await to_thread.run_sync(_authorization_url, settings, state, nonce, verifier)
    response = RedirectResponse(address, 302, {"cache-control": "no-store"})
    # 从别的站回来时 strict 的饼干不跟来，只能 lax
    response.set_cookie(
        _JOURNEY_COOKIE, state, path="/", secure=is_tls(request.scope), httponly=True, samesite="lax", max_age=600
    )
    return response


async def back(request: Request) -> Response:
    """Take the visitor back from the identity provider and sign them in. Raises AccessError."""
    data, settings = data_dir(), _settings(data_dir())
    state = request.query_params.get("state", "")
    begun = request.cookies.get(_JOURNEY_COOKIE, "")
    journey = _taken(data, state) if hmac.compare_digest(state.encode(), begun.encode()) else None
    if journey is None:
        raise AccessError(_("这次登录已过期或不是从这里开始的，请重新登录。"))
    code = request.query_params.get("code", "")
    if not code:
        log.warning("身份认证没有给授权码：%r", request.query_params.get("error", "")[:100])
        raise AccessError(_("统一身份认证没有同意这次登录。"))
    claims = await to_thread.run_sync(_claims, settings, code, journey["nonce"], journey["verifier"])
    known = accounts.sign_in_from(data, "oidc", f"{claims['iss']}|{claims['sub']}", *_name_and_role(claims, settings))
    address = request.scope["state"][VISITOR].address
    audit.record("登录.成功", known.name, data=data, address=address, origin="oidc", as_role=known.role)
    token = session.begin(data, known, address)
    response = signed_in(token, journey["next"], is_secure=is_tls(request.scope))
    response.delete_cookie(_JOURNEY_COOKIE)
    return response


def _settings(data: Path) -> Settings:
    settings = load_settings(data)
    if "oidc" not in settings.modes:
        raise AccessError(_("没有接统一身份认证。"))
    return settings


def _taken(data: Path, state: str) -> sqlite3.Row | None:
    """The journey of that state, which can be taken only once."""
    with connected(data, writing=True) as connection:
        row = connection.execute(
            "DELETE FROM journeys WHERE state = ? AND begun_at >= ? RETURNING *",
            (_digest(state), time.time() - _JOURNEY_SECONDS),
        ).fetchall()
    return row[0] if row else None


def _name_and_role(claims: dict[str, Any], settings: Settings) -> tuple[str, str]:
    name, roles = claims.get(settings.oidc["name_claim"]), claims.get(settings.oidc["roles_claim"])
    theirs = [one for one in roles if isinstance(one, str)] if isinstance(roles, list) else [roles] if roles else []
    role = first_role(theirs, settings.oidc["roles"])
    if not isinstance(name, str) or not name:
        raise AccessError(_("统一身份认证没有给出账号名。"))
    if role is None:
        raise AccessError(_("“{0}”在统一身份认证里没有本系统的角色，请联系管理员。").format(name[:64]))
    return name, role


def _authorization_url(settings: Settings, state: str, nonce: str, verifier: str) -> tuple[str, str]:
    with _in_plain_words(), _client(settings) as client:
        where = _discovered(client, settings)["authorization_endpoint"]
        return client.create_authorization_url(where, state=state, nonce=nonce, code_verifier=verifier)


def _claims(settings: Settings, code: str, nonce: str, verifier: str) -> dict[str, Any]:
    """The ID token's claims, its signature, issuer, audience, nonce and times checked."""
    from joserfc.jwk import KeySet
    from joserfc.jwt import JWTClaimsRegistry, decode

    issuer, us = settings.oidc["issuer"], settings.oidc["client_id"]
    with _in_plain_words():
        with _client(settings) as client:
            found = _discovered(client, settings)
            given = client.fetch_token(found["token_endpoint"], code=code, code_verifier=verifier)
            keys = KeySet.import_key_set(_fetched(client, found["jwks_uri"]))
        token = decode(given["id_token"], keys, algorithms=["RS256", "ES256", "PS256"])
        JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": us},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
            sub={"essential": True},
        ).validate(token.claims)
        audience = token.claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and token.claims.get("azp") != us:
            raise AccessError(_("身份令牌不是发给本系统的。"))
        return token.claims


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Whatever goes wrong between us and the provider goes to the log, and as one sentence to the visitor."""
    from authlib.common.errors import AuthlibBaseError
    from httpx import HTTPError
    from joserfc.errors import JoseError

    try:
        yield
    except (AuthlibBaseError, HTTPError, JoseError, OSError, ValueError, KeyError, TypeError) as error:
        log.warning("统一身份认证没有办成：%r", error)
        raise AccessError(_("统一身份认证没有办成，请重试；仍不行请联系管理员。")) from error


def _client(settings: Settings) -> "OAuth2Client":
    from authlib.integrations.httpx_client import OAuth2Client

    rules = settings.oidc
    return OAuth2Client(
        rules["client_id"],
        secret(rules["secret_file"], OIDC_VARIABLE),
        scope="openid profile",
        redirect_uri=rules["redirect_url"],
        code_challenge_method="S256",
        verify=ssl.create_default_context(cafile=rules["ca_file"] or None),
        timeout=10,
        follow_redirects=False,
        trust_env=False,  # 不走环境里的代理：密钥只交给身份认证本身
    )


def _discovered(client: "OAuth2Client", settings: Settings) -> dict[str, Any]:
    """What the provider says about itself, asked at most every ten minutes: anybody can begin a journey."""
    issuer = settings.oidc["issuer"]
    asked_at, known = _known.get(issuer, (0.0, {}))
    if known and time.monotonic() - asked_at < _KNOWN_SECONDS:
        return known
    found = _fetched(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise AccessError(_("身份认证自报的名字与设置的不一样，请管理员核对 [oidc] issuer。"))
    _known[issuer] = (time.monotonic(), found)
    return found


def _fetched(client: "OAuth2Client", address: str) -> Any:  # noqa: ANN401  # JSON 里是什么由对方定
    return client.request("GET", address, withhold_token=True).raise_for_status().json()


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode("utf-8", "replace")).hexdigest()
