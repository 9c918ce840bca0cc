"""`create_app`: the app of a script for any ASGI server, with options given in Python."""

from __future__ import annotations

import re

import httpx
import pytest
from server.apps import PLAIN, serving

import anew as st
from anew import errors


def test_options_are_given_by_their_names(tmp_path):
    (tmp_path / "app.py").write_text("")
    app = st.create_app(
        tmp_path / "app.py",
        settings={"server.baseUrlPath": "reports", "server.fileWatcherType": "none"},
    )
    with serving(app) as port:
        assert httpx.get(f"http://localhost:{port}/reports/healthz", verify=PLAIN).text == "ok"
        assert httpx.get(f"http://localhost:{port}/healthz", verify=PLAIN).status_code == 404


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        (
            {"server.maxMessagesize": 1},
            "InvalidParameterValueError",
            (
                "There is no option 'server.maxMessagesize'. Did you mean server.maxMessageSize, server.maxUploadsSize or server.maxUploadSize?"
            ),
        ),
        (
            {"server.port": "9000"},
            "InvalidParameterValueError",
            "Option server.port is of type whole number; '9000' is not (Expected `int`, got `str`).",
        ),
        (
            [("server.port", 9000)],
            "InvalidParameterTypeError",
            (
                "settings=[('server.port', 9000)] is not a dict. Pass options by their names, such as "
                '{"client.toolbarMode": "minimal"}.'
            ),
        ),
    ],
)
def test_what_is_no_option_is_refused_when_the_app_is_made(tmp_path, settings, error, message):
    (tmp_path / "app.py").write_text("")
    with pytest.raises(getattr(errors, error), match=f"^{re.escape(message)}$"):
        st.create_app(tmp_path / "app.py", settings=settings)
    with pytest.raises(getattr(errors, error), match=f"^{re.escape(message)}$"):
        st.testing.AppTest.from_string("", settings=settings)
