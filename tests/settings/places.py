"""The places that options come from, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.settings.config import Config, load

if TYPE_CHECKING:
    from pathlib import Path


class Places:
    """A home, a working folder and a script's folder, each with configuration files."""

    def __init__(self, root: Path) -> None:
        self.home, self.working, self.script = (root / name for name in ("home", "cwd", "app"))
        for folder in (self.home, self.working, self.script):
            folder.mkdir()

    def write(self, folder: Path, text: str, name: str = ".anew") -> Path:
        path = folder / name / "config.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def load(self, flags: dict | None = None, environment: dict | None = None) -> Config:
        return load(
            self.script,
            flags or {},
            environment=environment or {},
            home=self.home,
            working_folder=self.working,
        )
