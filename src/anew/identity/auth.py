"""What an app's secrets say about signing in: the section [auth], as existing apps have it.

    [auth]
    redirect_uri = "https://example.org/oauth2callback"
    cookie_secret = "…"
    expose_tokens = ["id"]
    client_id = "…"                    # Of the provider that `st.login()` means,
    client_secret = "…"
    server_metadata_url = "https://…/.well-known/openid-configuration"

    [auth.google]                      # and of one that `st.login("google")` means.
    client_id = "…"

No error repeats a value that could be a secret.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from anew.errors import AuthError
from anew.nearest import did_you_mean

CALLBACK = "/oauth2callback"
DEFAULT = "default"  # The name of the provider that has none.
TOKENS = ("id", "access")
_NEEDED = ("client_id", "client_secret", "server_metadata_url")
_PORTS = {"http": 80, "https": 443}


class Provider(NamedTuple):
    """One that signs users in."""

    name: str
    client_id: str
    client_secret: str
    metadata_url: str
    options: Mapping[str, object]  # `client_kwargs`.


class Auth(NamedTuple):
    """The section as a whole; checked, but for its providers."""

    redirect_uri: str
    cookie_secret: str
    exposed: tuple[str, ...]
    section: Mapping[str, object]

    @property
    def mark(self) -> str:
        """What cookies' names end with: apps of one host have a cookie each."""
        return hashlib.sha256(self.redirect_uri.encode()).hexdigest()[:8]

    def provider(self, name: str | None) -> Provider:
        """The provider of a name, or that without one. AuthError if there is none such."""
        name = DEFAULT if name is None else name
        if not isinstance(name, str):
            raise AuthError(
                f"login: provider={name!r} is no text. Pass the name of a section, such as "
                '"google" for [auth.google], or nothing.'
            )
        found = self.section.get(name)
        place = f"[auth.{name}]"
        if found is None and name == DEFAULT:
            found, place = self.section, "[auth]"
        if not isinstance(found, Mapping):
            raise AuthError(self._unknown(name))
        if missing := [key for key in _NEEDED if not _text(found, key)]:
            raise AuthError(
                f"{place} in the secrets lacks {_listed(missing)}: texts that the provider gave you "
                f"when you registered the app there. {self._others(name)}".rstrip()
            )
        options = found.get("client_kwargs", {})
        if not isinstance(options, Mapping):
            raise AuthError(
                f"client_kwargs of {place} in the secrets is no table. Write it as "
                'client_kwargs = { prompt = "login" }.'
            )
        client, secret, metadata = (_text(found, key) for key in _NEEDED)
        return Provider(name, client, secret, metadata, options)

    @property
    def providers(self) -> list[str]:
        """The names of the providers that have one."""
        return [name for name, value in self.section.items() if _is_provider(value)]

    def _unknown(self, name: str) -> str:
        names = self.providers
        known = ", ".join(map(repr, names)) if names else "none"
        return (
            f"login: the secrets have no section [auth.{name}]. Providers with a name there: {known}."
            f"{did_you_mean(name, names)} Add the section, with client_id, client_secret and "
            "server_metadata_url."
        )

    def _others(self, name: str) -> str:
        if name != DEFAULT or not (names := self.providers):
            return ""
        return f"Or name a provider that there is: {', '.join(map(repr, names))}."


def auth_of(section: object) -> Auth:
    """What a section [auth] says. AuthError if there is none, or it cannot be used."""
    if not isinstance(section, Mapping) or not section:
        raise AuthError(
            "The app's secrets have no section [auth], which st.login needs. Add one to "
            "secrets.toml, with redirect_uri, cookie_secret and what the provider gave you: "
            "docs/sign-in.md shows how."
        )
    for key, what in (
        ("redirect_uri", "the address of the app, with /oauth2callback at its end"),
        ("cookie_secret", "a long random text, which only you know"),
    ):
        if not _text(section, key):
            raise AuthError(f"[auth] in the secrets lacks {key}: {what}.")
    redirect_uri = _text(section, "redirect_uri")
    _check_redirect(redirect_uri)
    return Auth(
        redirect_uri,
        _text(section, "cookie_secret"),
        _exposed(section.get("expose_tokens")),
        section,
    )


def with_port(section: object, port: int) -> object:
    """The section, with the server's port where its redirect_uri says {port}."""
    if isinstance(section, Mapping) and "{port}" in _text(section, "redirect_uri"):
        whole = _text(section, "redirect_uri").replace("{port}", str(port))
        return {**section, "redirect_uri": whole}
    return section


def check_address(auth: Auth, address: str) -> None:
    """AuthError if a browser has the app at another address than that to which it would return.

    Args:
        address: The app's, as the browser says; "" if that is not known.
    """
    if not address or _place(address.rstrip("/") + CALLBACK) == _place(auth.redirect_uri):
        return
    raise AuthError(
        f"login: you have the app open at {address!r}, but redirect_uri in [auth] is "
        f"{auth.redirect_uri!r}, so the sign-in would not come back to here. Open the app at that "
        f"address, or set redirect_uri to {address.rstrip('/') + CALLBACK!r}, here and at the "
        "provider."
    )


def _check_redirect(address: str) -> None:
    try:
        parts = urlsplit(address)
        is_sound = bool(parts.hostname) and parts.scheme in _PORTS and (parts.port or 1) > 0
    except ValueError:
        is_sound, parts = False, urlsplit("")
    if not is_sound or not parts.path.endswith(CALLBACK) or parts.query or parts.fragment:
        raise AuthError(
            f"redirect_uri in [auth] is {address!r}. It has to be the whole address of the app, "
            "with /oauth2callback at its end, such as 'http://localhost:8501/oauth2callback'; the "
            "same address is named at the provider."
        )


def _place(address: str) -> tuple[str, str, int, str]:
    """An address in a form that can be compared."""
    parts = urlsplit(address)
    port = parts.port or _PORTS.get(parts.scheme, 0)
    return parts.scheme, (parts.hostname or "").lower(), port, parts.path


def _exposed(given: object) -> tuple[str, ...]:
    listed = (given,) if isinstance(given, str) else given
    if listed is None:
        return ()
    if not isinstance(listed, list | tuple) or any(one not in TOKENS for one in listed):
        raise AuthError(
            f'expose_tokens in [auth] is {given!r}. It can be "id", "access" or a list of both.'
        )
    return tuple(listed)


def _is_provider(value: object) -> bool:
    return isinstance(value, Mapping) and any(key in value for key in _NEEDED)


def _text(section: Mapping[str, object], key: str) -> str:
    found = section.get(key)
    return found if isinstance(found, str) else ""


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
