"""`st.login` and `st.logout`: they send the browser to a page of the server, which does the rest.

That page load is another request, perhaps in another process: what it is to do stands in a ticket
(`identity/tickets.py`).
"""

from __future__ import annotations

import secrets
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import quote

from anew.ambient.context import current_run
from anew.app.secrets import source
from anew.elements.container import slot_of
from anew.elements.departure import Departure
from anew.errors import MissingAuthlibError
from anew.identity.auth import Auth, auth_of, check_address, with_port
from anew.identity.tickets import Ticket, sealed

if TYPE_CHECKING:
    from anew.ambient.context import RunContext
    from anew.identity.tickets import Purpose

NEEDED = ("authlib", "httpx", "joserfc")


def login(provider: str | None = None) -> None:
    """Send the user to a provider of OpenID Connect to sign in.

    Afterwards the browser is back at the page of the app where this was called, in a new session,
    and `st.user` says who it is. The app's secrets have to have a section [auth]; the guide
    "Signing users in" shows how to write one. The rest of this run goes on.

    Args:
        provider: The name of a provider, such as "google" for the section [auth.google]. By
            default the one that stands in [auth] itself.

    Raises:
        AuthError: The secrets have no such section, or lack something in it; or the app is open at
            another address than redirect_uri says.
        MissingAuthlibError: Authlib is not installed.

    Example:
        >>> if not st.user.get("is_logged_in"):
        ...     if st.button("Sign in"):
        ...         st.login()
        ...     st.stop()
        >>> st.write("Hello,", st.user.name)
    """
    run = current_run()
    if run is None:
        return
    auth = _auth(run)
    name = auth.provider(provider).name
    if missing := [one for one in NEEDED if find_spec(one) is None]:
        raise MissingAuthlibError(
            f"login: {missing[0]} is not installed, which signing in needs. Install it with what "
            'else is needed: pip install "anew[auth]".'
        )
    check_address(auth, run.visit.browser.url)
    _depart(run, auth, "login", name)


def logout() -> None:
    """Sign the user out: of the app, and of the provider if that can be asked to.

    All tabs of this sign-in are signed out, in every process of the app, and begin new sessions. In
    the rest of this run, `st.user` knows nobody any more.

    Raises:
        AuthError: The app's secrets have no section [auth], or lack something in it.

    Example:
        >>> if st.user.get("is_logged_in") and st.button("Sign out"):
        ...     st.logout()
    """
    run = current_run()
    if run is None:
        return
    auth = _auth(run)
    if run.visit.identity is not None:
        run.visit.identity.is_over = True
    _depart(run, auth, "logout")


def _auth(run: RunContext) -> Auth:
    section = source().section("auth").to_dict()
    return auth_of(with_port(section, run.settings.server.port))


def _depart(run: RunContext, auth: Auth, purpose: Purpose, provider: str = "") -> None:
    location = run.layers.location
    ticket = Ticket(purpose, location.page, location.query, provider, run.visit.owner)
    text = quote(sealed(ticket, auth.cookie_secret))
    run.has_announced = True
    slot_of(Departure(call=secrets.token_hex(6), url=f"/_anew/{purpose}?ticket={text}"))
