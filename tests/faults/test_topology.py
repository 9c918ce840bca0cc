"""What deploy/ describes: two nodes of two workers, a store, a balancer. It works as it says."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import signal
from configparser import RawConfigParser
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from faults.balancer import Balancer
from faults.crowd import Crowd
from faults.nodes import APP, is_listening
from stores.places import eventually

from anew.server.guard import HEALTH_PATHS
from anew.server.process import PING_SECONDS
from anew.settings.config import load
from anew.testing import AppTest

if TYPE_CHECKING:
    from faults.nodes import Node

DEPLOY = Path(__file__).parents[2] / "deploy"
SETTINGS = load(DEPLOY / "app", {}).settings
LONGEST_DRAIN = SETTINGS.server.drain_seconds + 20


def text_of(name: str) -> str:
    """A file, without its comments."""
    return re.sub(r"(^|\s)#.*", "", (DEPLOY / name).read_text("utf-8"))


def seconds_of(pattern: str, text: str) -> int:
    found = re.search(pattern + r"\s*=?\s*(\d+)s?\b", text)
    assert found, pattern
    return int(found[1])


@pytest.mark.slow
def test_the_topology_serves_while_its_nodes_are_deployed_anew(nursery, place_of, tmp_path):
    """With the options of deploy/, and Valkey or Redis as the store."""
    shutil.copytree(DEPLOY / "app" / ".anew", tmp_path / ".anew")
    script = tmp_path / "app.py"
    shutil.copy(APP, script)
    nodes = [nursery.node(tmp_path, place_of("valkey").address, script=script) for _ in range(2)]
    for node in nodes:
        node.start()

    async def story() -> None:
        async with Balancer(nodes) as balancer:
            ports = [balancer.port]
            async with Crowd(nodes, random.Random(1), tabs=6, ports=ports) as crowd:
                for node in nodes:
                    crowd.act()
                    await deployed(node)
                    await crowd.settled(10)
                crowd.act()
                await crowd.settled()
                assert crowd.faults() == []
                assert balancer.refused == 0
                ended = {
                    entry.data["code"] for tab in crowd.tabs for entry in tab.history.all("closed")
                }
                assert ended == {1012}
                async with httpx.AsyncClient(
                    base_url=f"http://127.0.0.1:{balancer.port}"
                ) as browser:
                    assert (await browser.get("/healthz")).text == "ok"
                    page = await browser.get("/")
                    assert page.status_code == 200
                    for asset in re.findall(r'/_anew/assets/[^"]+\.(?:css|js)', page.text)[:2]:
                        assert (await browser.get(asset)).status_code == 200

    async def deployed(node: Node) -> None:
        await asyncio.to_thread(node.kill, signal.SIGTERM, LONGEST_DRAIN)
        await asyncio.to_thread(node.start)

    try:
        asyncio.run(story())
    finally:
        for node in nodes:
            node.kill()
            assert not node.errors(), node.said()
    for node in nodes:  # The workers of a parent that was killed end as well.
        assert eventually(lambda node=node: not is_listening(node.port))


def test_the_app_runs_and_its_options_are_those_of_the_topology():
    at = AppTest.from_file(DEPLOY / "app" / "app.py").run()
    at.button[0].click().run()

    assert not at.exception
    assert at.metric[0].value == "1"
    assert SETTINGS.server.workers == 2


NGINX, HAPROXY = text_of("nginx.conf"), text_of("haproxy.cfg")


@pytest.mark.parametrize("text", [NGINX, HAPROXY], ids=["nginx", "haproxy"])
def test_a_proxy_passes_on_to_the_nodes_of_the_compose_file(text):
    nodes = set(re.findall(r"^  (node-\d):", text_of("compose.yaml"), re.MULTILINE))
    port = SETTINGS.server.port

    assert len(nodes) == 2
    assert set(re.findall(r"server .*?(node-\d:\d+)", text)) == {f"{node}:{port}" for node in nodes}


def test_nginx_passes_on_what_anew_needs():
    directives = dict(nginx_directives(NGINX))
    headers = dict(line.split(" ", 1) for line in re.findall(r"proxy_set_header ([^;]+);", NGINX))

    assert directives["proxy_http_version"] == "1.1"
    assert headers["Upgrade"] == "$http_upgrade"
    assert headers["Connection"] == "$connection_upgrade"
    assert headers["Host"] == "$http_host"
    assert headers["X-Forwarded-For"] == "$remote_addr"
    for name in ("proxy_read_timeout", "proxy_send_timeout"):
        assert seconds_of(name, NGINX) > 2 * PING_SECONDS
    assert directives["client_max_body_size"] == f"{SETTINGS.server.max_upload_size}m"
    assert "error" in directives["proxy_next_upstream"].split()
    assert directives["proxy_request_buffering"] == "off"


def nginx_directives(text: str) -> list[tuple[str, str]]:
    """All directives, whatever block they are in; each ends, and each block that opens closes."""
    found, depth = [], 0
    for words, end in re.findall(r"\s*([^;{}]*)([;{}])", text):
        name, _, value = " ".join(words.split()).partition(" ")
        depth += {"{": 1, "}": -1, ";": 0}[end]
        assert depth >= 0
        assert bool(name) == (end != "}"), words
        found.append((name, value))
    assert depth == 0
    return found


def test_haproxy_passes_on_what_anew_needs():
    assert seconds_of("timeout tunnel", HAPROXY) > 2 * PING_SECONDS
    found = re.search(r"http-check send meth GET uri (\S+)", HAPROXY)
    assert found
    assert found[1] in HEALTH_PATHS
    assert "option redispatch" in HAPROXY
    assert "retry-on conn-failure" in HAPROXY
    assert "set-header X-Forwarded-For %[src]" in HAPROXY
    sections = {line.split()[0] for line in HAPROXY.splitlines() if re.match(r"\S", line)}
    assert sections == {"global", "defaults", "frontend", "backend"}


def test_systemd_drains_and_reloads():
    unit = RawConfigParser()
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # as its documentation says
    unit.read_string(text_of("anew.service"))
    service = unit["Service"]

    assert service["KillSignal"] == "SIGTERM"
    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) > LONGEST_DRAIN
    assert service["ExecReload"] == "/bin/kill -HUP $MAINPID"
    assert service["ExecStart"].endswith("anew run app.py")


def test_containers_are_given_the_time_to_drain():
    compose, image = text_of("compose.yaml"), text_of("Containerfile")

    assert seconds_of("stop_grace_period:", compose) > LONGEST_DRAIN
    assert "stop_signal: SIGTERM" in compose
    assert "STOPSIGNAL SIGTERM" in image
    assert f"EXPOSE {SETTINGS.server.port}\n" in image
    health = re.search(r"http://localhost:(\d+)(/\w+)", image)
    assert health
    assert (int(health[1]), health[2] in HEALTH_PATHS) == (SETTINGS.server.port, True)
