"""The peer's own virtual environment, so that Streamlit is not installed in the project's."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEER = ROOT / ".bench" / "peer"
READY = PEER / "ready"  # Written last: if it is missing, the installation is incomplete.
# Protobuf, Altair and pydeck are installed with Streamlit; the last three draw charts.
PACKAGES = ("streamlit", "websockets", "plotly", "matplotlib", "graphviz")


def peer_python() -> Path:
    """The Python of Streamlit's environment, which is installed at the first call."""
    python = PEER / "bin" / "python"
    if READY.exists() and python.exists():
        return python
    print(f"Installing Streamlit into {PEER} (once, about 500 MB) …", flush=True)
    shutil.rmtree(PEER, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *PACKAGES], check=True)
    READY.touch()
    return python
