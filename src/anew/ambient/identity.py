"""Who the user of a connection is, as the provider or a proxy says."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Identity:
    """Shared by all runs of a session on one connection. Threading: safe."""

    __slots__ = ("_claims", "_tokens", "is_over")

    def __init__(
        self, claims: Mapping[str, Any] = NOTHING, tokens: Mapping[str, str] = NOTHING
    ) -> None:
        """Somebody.

        Args:
            claims: What is known of the user.
            tokens: The tokens that the app wants to have, by their names.
        """
        self._claims = claims
        self._tokens = tokens
        self.is_over = False  # The script has signed the user out.

    @property
    def claims(self) -> Mapping[str, Any]:
        return NOTHING if self.is_over else self._claims

    @property
    def tokens(self) -> Mapping[str, str]:
        return NOTHING if self.is_over else self._tokens
