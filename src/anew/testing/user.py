"""The user of an app under test."""

from __future__ import annotations

import copy
from typing import Any

from anew.ambient.identity import Identity
from anew.errors import AppTestError


class TestedIdentity(Identity):
    """Who uses the app in the next run: a test may change it from run to run."""

    __slots__ = ()
    __test__ = False

    def become(self, user: object) -> None:
        """Be somebody.

        Args:
            user: What `AppTest.user` says.
        """
        if not isinstance(user, dict):
            raise AppTestError(
                f"AppTest.user is {user!r}. Set it to a dict of what st.user is to have, such as "
                '{"is_logged_in": True, "name": "Ada"}.'
            )
        claims: dict[str, Any] = copy.deepcopy(user)
        tokens = claims.pop("tokens", {})
        if not isinstance(tokens, dict):
            raise AppTestError(
                f"AppTest.user has tokens={tokens!r}. Make it a dict, such as {{'id': '…'}}."
            )
        self.is_over = False
        self._claims, self._tokens = claims, tokens

    def left(self, user: dict[str, Any]) -> dict[str, Any]:
        """What `AppTest.user` is after a run: nobody, if the script has signed the user out."""
        if not self.is_over:
            return user
        return {"is_logged_in": False} if "is_logged_in" in user else {}
