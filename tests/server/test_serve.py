"""How uvicorn is told to serve an app."""

from __future__ import annotations

import pytest

from anew.server.app import App
from anew.server.process import uvicorn_config
from anew.settings.settings import Settings, with_options


@pytest.mark.parametrize(
    ("given", "seconds"), [({}, 20), ({"server.websocketPingInterval": "5"}, 5)]
)
def test_connections_are_probed_as_often_as_the_option_says(tmp_path, given, seconds):
    script = tmp_path / "app.py"
    script.write_text("")
    settings = with_options(Settings(), given)

    config = uvicorn_config(App(script, settings).asgi, settings)

    assert config.ws_ping_interval == seconds
