"""The conversation with a provider of OpenID Connect, through Authlib.

Only what signs users in imports this: Authlib takes a while to load. Threading: any, but for the
event loop's: providers may be slow.
"""

from __future__ import annotations

import time
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from anew.errors import AuthError
from anew.identity.sign_ins import SignIn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from anew.identity.auth import Auth, Provider
    from anew.identity.sign_ins import Login

import authlib.deprecate  # type: ignore[import-untyped]  # noqa: F401  # has its warnings shown

with warnings.catch_warnings():  # It prefers another HTTP library, if that is there.
    warnings.simplefilter("ignore")
    from authlib.integrations.httpx_client import (  # type: ignore[import-untyped]
        OAuth2Client,
        OAuthError,
    )
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

SECONDS = 10.0  # How long one answer of a provider may take.
KNOWN_SECONDS = 3600.0  # How long what it says of itself is believed.
LEEWAY_SECONDS = 60  # How far its clock may be from ours.
MOST_CHARACTERS = 200  # Of what a provider says.
SCOPE = "openid email profile"
OF_THE_CLIENT = ("scope", "token_endpoint_auth_method", "code_challenge_method", "timeout")
OF_THE_SIGNING = ("state", "nonce", "redirect_uri", "response_type", "client_id")


class _Known(NamedTuple):
    metadata: dict[str, Any]
    until: float


_known: dict[str, _Known] = {}


def sign_in_address(auth: Auth, provider: Provider, login: Login, state: str) -> str:
    """Where to send a browser to. AuthError if the provider cannot be asked for that."""
    metadata = _metadata(provider)
    options = {
        name: value
        for name, value in {"prompt": "select_account", **provider.options}.items()
        if isinstance(value, str) and name not in (*OF_THE_CLIENT, *OF_THE_SIGNING)
    }
    with _client(auth, provider) as client:
        address, _ = client.create_authorization_url(
            _endpoint(provider, metadata, "authorization_endpoint"),
            state=state,
            nonce=login.nonce,
            code_verifier=login.verifier,
            **options,
        )
    return str(address)


def signed_in(auth: Auth, provider: Provider, login: Login, code: str) -> SignIn:
    """Who a code of the provider stands for. AuthError if it does not stand for anybody."""
    metadata = _metadata(provider)
    endpoint = _endpoint(provider, metadata, "token_endpoint")
    try:
        with _client(auth, provider) as client:
            token = client.fetch_token(
                endpoint,
                grant_type="authorization_code",
                code=code,
                code_verifier=login.verifier,
            )
    except OAuthError as error:
        raise AuthError(
            f"The provider {provider.name!r} refused to complete the sign-in: "
            f"{_said(error.error)}{_said(error.description, ' ')}. If it is the client, compare "
            "client_id and client_secret in the secrets with what the provider shows; otherwise, "
            "sign in again."
        ) from None
    except Exception as error:  # noqa: BLE001  # its HTTP errors are of one of two libraries
        raise _unreachable(provider, endpoint, error) from None
    if "id_token" not in token:
        raise AuthError(
            f"The provider {provider.name!r} sent no ID token. If client_kwargs has a scope, it has "
            "to contain openid."
        )
    claims = _checked(provider, metadata, token, login.nonce)
    access = token.get("access_token", "") if "access" in auth.exposed else ""
    return SignIn(provider.name, claims, token["id_token"], access)


def sign_out_address(auth: Auth, provider: Provider, sign_in: SignIn, state: str) -> str | None:
    """Where the provider signs users out; None if it does not, or cannot be asked now."""
    try:
        endpoint = _metadata(provider).get("end_session_endpoint")
    except AuthError:
        return None
    if not endpoint:
        return None
    parts = urlsplit(str(endpoint))
    query = {
        **dict(parse_qsl(parts.query)),
        "client_id": provider.client_id,
        "post_logout_redirect_uri": auth.redirect_uri,
        "state": state,
        **({"id_token_hint": sign_in.id_token} if sign_in.id_token else {}),
    }
    return urlunsplit(parts._replace(query=urlencode(query)))


def _client(auth: Auth, provider: Provider) -> Any:
    method = provider.options.get("token_endpoint_auth_method")
    more: dict[str, Any] = {"token_endpoint_auth_method": method} if method else {}
    return OAuth2Client(
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        scope=provider.options.get("scope") or SCOPE,
        redirect_uri=auth.redirect_uri,
        code_challenge_method="S256",
        timeout=SECONDS,
        **more,
    )


# What the provider says of itself ---------------------------------------------------------


def _metadata(provider: Provider) -> dict[str, Any]:
    found = _known.get(provider.metadata_url)
    if found is None or found.until < time.monotonic():
        metadata = _fetched(provider, provider.metadata_url)
        found = _known[provider.metadata_url] = _Known(metadata, time.monotonic() + KNOWN_SECONDS)
    return found.metadata


def _endpoint(provider: Provider, metadata: Mapping[str, Any], name: str) -> str:
    found = metadata.get(name)
    if not isinstance(found, str) or not found.startswith(("https://", "http://")):
        raise AuthError(
            f"What {provider.metadata_url} answers names no {name}, so {provider.name!r} is no "
            "provider of OpenID Connect, or server_metadata_url is another address of it: it ends "
            "with /.well-known/openid-configuration."
        )
    return found


def _fetched(provider: Provider, address: str) -> dict[str, Any]:
    """A JSON object of the provider's."""
    try:
        with _plain_client() as client:
            answer = client.request("GET", address, withhold_token=True)
            answer.raise_for_status()
            found = answer.json()
    except Exception as error:  # noqa: BLE001  # as above
        raise _unreachable(provider, address, error) from None
    if not isinstance(found, dict):
        raise AuthError(f"{address} of the provider {provider.name!r} answers with no JSON object.")
    return found


def _plain_client() -> Any:
    return OAuth2Client(timeout=SECONDS)


def _unreachable(provider: Provider, address: str, error: Exception) -> AuthError:
    place = urlsplit(address)._replace(query="", fragment="").geturl()
    response = getattr(error, "response", None)
    status = getattr(response, "status_code", None)
    why = f"it answered with status {status}" if status else f"{type(error).__name__}"
    return AuthError(
        f"The provider {provider.name!r} cannot be asked at {place}: {why}. Try again; if it stays "
        "so, check server_metadata_url in the secrets, and that this server reaches it."
    )


# ID tokens --------------------------------------------------------------------------------


def _checked(
    provider: Provider, metadata: Mapping[str, Any], token: Mapping[str, Any], nonce: str
) -> dict[str, Any]:
    """What an ID token says, if the provider has signed it for this app, now and for this login."""
    raw = token["id_token"]
    try:
        decoded = _decoded(provider, metadata, raw)
        issuer = str(metadata.get("issuer", ""))
        if "{tenantid}" in issuer:  # Microsoft's, for users of any organisation.
            issuer = issuer.replace("{tenantid}", str(decoded.claims.get("tid", "")))
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": provider.client_id},
            },
            {
                "nonce": nonce,
                "client_id": provider.client_id,
                "access_token": token.get("access_token", ""),
            },
        )
        claims.validate(leeway=LEEWAY_SECONDS)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise AuthError(
            f"The ID token of the provider {provider.name!r} is not accepted: {_said(str(error))}. "
            "Sign in again. If it stays so, check the clock of this machine, client_id and "
            "server_metadata_url."
        ) from None
    return dict(claims)


def _decoded(provider: Provider, metadata: Mapping[str, Any], raw: str) -> Any:
    algorithms = [
        name
        for name in _texts(metadata.get("id_token_signing_alg_values_supported")) or ["RS256"]
        if name != "none"
    ]
    registry = JWSRegistry(algorithms=algorithms, strict_check_header=False)
    address = _endpoint(provider, metadata, "jwks_uri")
    keys = _known.get(address)
    if keys is not None and keys.until > time.monotonic():
        try:
            return jwt.decode(raw, _key_set(keys.metadata), registry=registry)
        except (InvalidKeyIdError, ValueError):
            pass  # It signs with another key since.
    fetched = _fetched(provider, address)
    _known[address] = _Known(fetched, time.monotonic() + KNOWN_SECONDS)
    return jwt.decode(raw, _key_set(fetched), registry=registry)


def _key_set(found: Any) -> KeySet:
    return KeySet.import_key_set(found)


def _texts(found: object) -> Iterable[str]:
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _said(text: object, before: str = "") -> str:
    """A part of what a provider says, on one line."""
    line = " ".join(str(text or "").split())[:MOST_CHARACTERS]
    printable = "".join(char for char in line if char.isprintable())
    return f"{before}{printable}".rstrip(".") if printable else ""
