"""`st.user`: who uses the app."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from anew.ambient.context import current_run
from anew.ambient.identity import NOTHING
from anew.app.read_only import ReadOnly
from anew.app.secrets import source
from anew.errors import APIException

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

    from anew.ambient.identity import Identity

_LOOKED = "anew: signing in"
_READ_ONLY = (
    "{} cannot be changed: it is what the provider says of the user. Keep what is the app's own in "
    "st.session_state."
)


class _Told(ReadOnly):
    """What the provider says."""

    __slots__ = ()

    _name = ""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise APIException(_READ_ONLY.format(self._name))

    def __setitem__(self, name: str, value: object) -> NoReturn:
        raise APIException(_READ_ONLY.format(self._name))

    def __delattr__(self, name: str) -> NoReturn:
        raise APIException(_READ_ONLY.format(self._name))

    def __delitem__(self, name: str) -> NoReturn:
        raise APIException(_READ_ONLY.format(self._name))

    def to_dict(self) -> dict[str, Any]:
        """A plain dict, which may be changed."""
        return {name: self._given(name, value) for name, value in self._all().items()}

    def _given(self, name: str, value: object) -> Any:
        """A value that its reader may change."""
        return copy.deepcopy(value) if isinstance(value, dict | list) else value


class Tokens(_Told):
    """The tokens of the user that [auth] exposes: `id` and `access`."""

    __slots__ = ()

    _name = "st.user.tokens"

    def _all(self) -> Mapping[str, Any]:
        identity = _identity()
        return NOTHING if identity is None else identity.tokens

    def _missing(self, name: str) -> str:
        return (
            f"st.user.tokens has no {name!r}. Tokens are there while a user is signed in, if [auth] "
            'in the secrets names them: expose_tokens = ["id", "access"].'
        )

    def __repr__(self) -> str:
        """Only the names: tokens must not get into logs or pages by accident."""
        return f"<st.user.tokens: {', '.join(self) or 'none'}>"


class User(_Told):
    """Who uses the app, as the provider says: by item or attribute. Read-only.

    `is_logged_in` says whether somebody has signed in. It is there if the app's secrets have a
    section [auth]. What else there is depends on the provider: most give `name` and `email`. It
    is what was true when the user signed in.

    Example:
        >>> if st.user.get("is_logged_in"):
        ...     st.write("Hello,", st.user.name)
    """

    __slots__ = ()

    _name = "st.user"

    @property
    def tokens(self) -> Tokens:
        """The user's tokens that `expose_tokens` in [auth] names: `id`, `access`.

        They are left out when `st.user` is shown or copied.
        """
        return Tokens()

    def __getitem__(self, name: str) -> Any:
        if name == "tokens":
            return self.tokens
        claims = _claims()
        if name in claims:  # What the secrets say does not matter.
            return self._given(name, claims[name])
        if name == "is_logged_in" and _can_sign_in():
            return False
        raise KeyError(self._missing(name))

    def get(self, name: str, default: Any = None) -> Any:
        """What is known under a name; the default if nothing is.

        Args:
            name: The name.
            default: What is returned if nothing is known.
        """
        if name in _claims() or name in {"is_logged_in", "tokens"}:
            return super().get(name, default)
        return default

    def _all(self) -> Mapping[str, Any]:
        found = _claims()
        if "is_logged_in" in found or not _can_sign_in():
            return found
        return {**found, "is_logged_in": False}

    def _missing(self, name: str) -> str:
        if name == "is_logged_in":
            return (
                "st.user has no 'is_logged_in', for nobody can sign in: the app's secrets have no "
                "section [auth]. docs/sign-in.md shows how to write one."
            )
        known = ", ".join(map(repr, self)) or "nothing"
        return f"st.user has no {name!r}. It has {known}; more depends on the provider."

    def __repr__(self) -> str:
        return f"st.user({self.to_dict()!r})"

    def __reduce__(self) -> str:
        return "user"


def _identity() -> Identity | None:
    run = current_run()
    return None if run is None else run.visit.identity


def _claims() -> Mapping[str, Any]:
    identity = _identity()
    return NOTHING if identity is None else identity.claims


def _can_sign_in() -> bool:
    """Whether the secrets have a section for it. A run looks once: that means to ask for files."""
    run = current_run()
    if run is None:
        return False
    if _LOOKED not in run.apart:
        run.apart[_LOOKED] = len(source().section("auth")) > 0
    return bool(run.apart[_LOOKED])


user = User()
