"""The names of emoji: writes `src/anew/emoji.gen.txt`.

Run it by hand when there are new emoji: `python tools/emoji.py`. It needs Node.js and a network.
The names are GitHub's, and those that only Streamlit's client has.
"""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parents[1] / "src" / "anew" / "emoji.gen.txt"


class Source(NamedTuple):
    package: str
    licence: str  # The name of the licence file.
    script: str  # Prints pairs of a name and an emoji as JSON.


# For a name that several sources have, the first source wins.
SOURCES = (
    Source(
        "gemoji@8.1.0",
        "license",
        'import {gemoji} from "./package/index.js";'
        "console.log(JSON.stringify("
        "gemoji.flatMap(({emoji, names}) => names.map((name) => [name, emoji]))))",
    ),
    Source(
        "emojilib@2.4.0",
        "LICENSE",
        'import {readFileSync} from "node:fs";'
        'const all = JSON.parse(readFileSync("./package/emojis.json"));'
        "console.log(JSON.stringify("
        "Object.entries(all).map(([name, {char}]) => [name, char]).filter(([, char]) => char)))",
    ),
)


def main() -> None:
    names: dict[str, str] = {"castle": "🏰"}  # Beside :european_castle: and :japanese_castle:.
    licences = []
    for source in SOURCES:
        found, licence = _fetched(source)
        names = {**found, **names}  # Existing names win.
        licences.append(f"{source.package}\n\n{licence}")
    usual = {name: emoji for name, emoji in names.items() if re.fullmatch(r"[a-z0-9_+-]+", name)}
    banner = (
        "# Written by tools/emoji.py: do not edit. The names of emoji come from these packages.\n"
    )
    notes = "".join(f"# {line}".rstrip() + "\n" for line in "\n\n".join(licences).split("\n"))
    lines = "".join(f"{name} {emoji}\n" for name, emoji in sorted(usual.items()))
    FILE.write_text(banner + "#\n" + notes + lines, encoding="utf-8")
    print(f"{len(usual)} names in {FILE}")


def _fetched(source: Source) -> tuple[dict[str, str], str]:
    with tempfile.TemporaryDirectory() as folder:
        pack = ["npm", "pack", "--silent", source.package]
        archive = Path(folder, _output(pack, folder).strip())
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        pairs = json.loads(_output(["node", "--input-type=module", "-e", source.script], folder))
        return dict(pairs), Path(folder, "package", source.licence).read_text(
            encoding="utf-8"
        ).strip()


def _output(command: list[str], folder: str) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout  # noqa: S603


if __name__ == "__main__":
    main()
