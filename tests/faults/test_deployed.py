"""Three nodes are deployed anew under load, one after the other, to another version and back again."""

from __future__ import annotations

import asyncio
import signal
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from faults.balancer import Balancer
from faults.crowd import Crowd
from faults.nodes import APP
from faults.trials import IS_FULL, Trials

if TYPE_CHECKING:
    from pathlib import Path

    from faults.client import Client
    from faults.nodes import Node

NODES = 3 if IS_FULL else 2

OLD = """
from dataclasses import dataclass

@dataclass
class Profile:
    name: str

st.session_state.setdefault("profile", Profile("Ada"))
profile = st.session_state.profile
assert isinstance(profile, Profile)
st.text(f"profile {profile.name}")
"""
# The class has a field more, there are other widgets before and between, and a key that only it reads.
NEW = """
from dataclasses import dataclass

@dataclass
class Profile:
    name: str
    level: int = 1

@dataclass
class Visit:
    number: int

st.text_input("Name")
with st.container():
    st.session_state.setdefault("profile", Profile("Ada"))
    profile = st.session_state.profile
    assert isinstance(profile, Profile)
    st.session_state.setdefault("visit", Visit(len(log)))
    st.text(f"profile {profile.name} {profile.level}")
    profile.level = 2
    st.slider("Level")
st.text(f"visit {st.session_state.visit.number}")
"""
VERSIONS = {
    "old": APP.read_text("utf-8") + OLD,
    "new": APP.read_text("utf-8").replace("st.button", "st.toggle('Fast')\nst.button", 1) + NEW,
}


@pytest.mark.slow
def test_nodes_are_deployed_anew_to_another_version_and_back(nursery, place, kind, tmp_path):
    if not IS_FULL and kind != "sqlite":
        pytest.skip("One store will do.")
    with ExitStack() as ends, Trials("rolling deploy", store=kind, short=1, full=10) as trials:
        nodes = [node_in(nursery, tmp_path / f"node-{n}", place.address) for n in range(NODES)]
        for node in nodes:
            ends.callback(node.kill)
        for chance in trials:
            for node in nodes:
                node.kill()
                write(node, "old")
                node.start()
            trials.add(asyncio.run(deployed_and_back(nodes, chance)))
            trials.count(3)
        # What the old version cannot read is said, and absent to it.
        assert any("['profile'] can no longer be read" in node.said() for node in nodes)
        assert not [node.said() for node in nodes if node.errors()]


def node_in(nursery, folder: Path, store: str) -> Node:
    folder.mkdir()
    return nursery.node(folder, store, script=folder / "app.py")


def write(node: Node, version: str) -> None:
    (node.log.parent / "app.py").write_text(VERSIONS[version], "utf-8")


async def deployed_and_back(nodes: list[Node], chance) -> list[str]:
    tabs = 30 if IS_FULL else 6
    faults: list[str] = []
    async with Balancer(nodes) as balancer:
        async with Crowd(nodes, chance, tabs=tabs, ports=[balancer.port]) as crowd:
            await deploy(nodes, "new", crowd)
            faults += told(crowd, "profile", "Ada 2")
            visits = [text_of(tab, "visit") for tab in crowd.tabs]
            await deploy(nodes, "old", crowd)
            faults += told(crowd, "profile", "Ada")  # Made anew, see below.
            # What only the new version reads is as it was, though the old one has had the session.
            await deploy(nodes, "new", crowd)
            if visits != (now := [text_of(tab, "visit") for tab in crowd.tabs]):
                faults.append(f"of {visits} was kept {now}")
            faults += crowd.faults()
            faults += [
                f"a session was not resumed (tab {number})"
                for number, tab in enumerate(crowd.tabs)
                if not all(entry.data["is_resumed"] for entry in [*tab.history.all("welcome")][1:])
            ]
        if balancer.refused:
            faults.append(f"{balancer.refused} connections were refused")
    return faults


async def deploy(nodes: list[Node], version: str, crowd: Crowd) -> None:
    """Bring all nodes to a version, while the tabs go on."""
    is_over = asyncio.Event()

    async def use() -> None:
        while not is_over.is_set():
            crowd.act(2)
            await crowd.settled(10)

    user = asyncio.create_task(use())
    for node in nodes:
        await asyncio.to_thread(node.kill, signal.SIGTERM)
        write(node, version)
        await asyncio.to_thread(node.start)
    is_over.set()
    await user
    crowd.act(1)  # All have done something where they are now.
    await crowd.settled(10)


def told(crowd: Crowd, name: str, wanted: str) -> list[str]:
    found = {text_of(tab, name) for tab in crowd.tabs}
    return [] if found == {wanted} else [f"{name} is {found}, not {wanted!r}"]


def text_of(tab: Client, name: str) -> str:
    texts = [text["body"].partition(" ") for text in tab.elements("text")]
    return next((value for start, _, value in texts if start == name), "not there")
