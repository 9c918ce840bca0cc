"""Generated Python as the rest of the code is formatted."""

from __future__ import annotations

import subprocess
import sys


def formatted(text: str, path: str) -> str:
    """The text of a file at this path, its imports sorted."""
    command = [sys.executable, "-m", "ruff"]
    for step in (["check", "--fix-only", "--select", "I", "--quiet"], ["format", "--quiet"]):
        done = subprocess.run(  # noqa: S603  # our own tool on our own text
            [*command, *step, "--stdin-filename", path, "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        text = done.stdout
    return text
