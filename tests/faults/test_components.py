"""A component that is declared in the script itself: each node knows it, also one that has not run the script."""

from __future__ import annotations

from contextlib import ExitStack

import httpx
import pytest
from server.apps import PLAIN, SocketTab

APP = """
import os
from pathlib import Path
import anew as st

HERE = Path(__file__).parent
(HERE / "runs").write_text("one")
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "frontend")
picker = st.components.v1.declare_component("picker", path=folder)
picker()
"""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_node_that_has_not_run_the_script_serves_its_components(nursery, tmp_path, workers):
    """The nodes are deployed to different folders: each serves its own files."""
    store = f"sqlite:///{tmp_path}/state.db"
    with ExitStack() as ends:
        nodes = []
        for name in ("one", "other"):
            folder = tmp_path / name
            (folder / "frontend").mkdir(parents=True)
            (folder / "frontend" / "index.html").write_text(f"<p>{name}</p>")
            (folder / "secret.txt").write_text("secret")
            nodes.append(nursery.node(folder, store, "--server.workers", workers, script=APP))
            ends.callback(nodes[-1].kill)
            nodes[-1].start()
        one, other = nodes
        tab = SocketTab.settled(one.port)
        [frame] = tab.elements("component_instance")

        for node, text in ((one, "<p>one</p>"), (other, "<p>other</p>")):
            found = httpx.get(f"http://localhost:{node.port}{frame['src']}", verify=PLAIN)
            assert found.text.endswith(text)
            assert found.elapsed.total_seconds() < 5
        outside = f"http://localhost:{other.port}/component/app.picker/%2e%2e/secret.txt"
        assert httpx.get(outside, verify=PLAIN).status_code == 404
        tab.hang_up()

    assert (tmp_path / "one" / "runs").exists()
    assert not (tmp_path / "other" / "runs").exists()
