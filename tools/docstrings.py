"""Docstrings taken apart: summary, details, and the sections of Google's style."""

from __future__ import annotations

import doctest
import inspect
import re
from typing import NamedTuple

SECTIONS = ("Args", "Returns", "Yields", "Raises", "Example")
IMPORT = "import anew as st"


class Docs(NamedTuple):
    """What a docstring says. A part that it lacks is empty."""

    summary: str = ""
    details: str = ""  # Paragraphs.
    arguments: tuple[tuple[str, str], ...] = ()
    returns: str = ""
    raises: tuple[tuple[str, str], ...] = ()
    example: str = ""  # Lines with prompts.


def docs_of(documented: object) -> Docs:
    """What the docstring of a function, class, property or module says."""
    return parsed(inspect.getdoc(documented) or "")


def parsed(text: str) -> Docs:
    """A docstring without its indentation, taken apart."""
    parts = _parts(text)
    summary, _, details = parts[""].partition("\n\n")
    return Docs(
        summary=_one_line(summary),
        details=details.strip(),
        arguments=_entries(parts["Args"]),
        returns=_one_line(parts["Returns"] or parts["Yields"]),
        raises=_entries(parts["Raises"]),
        example=parts["Example"],
    )


def joined(docs: Docs, more: Docs) -> Docs:
    """Of a class and of how it is called: each part from where it is."""
    return Docs(
        summary=docs.summary or more.summary,
        details=docs.details or more.details,
        arguments=docs.arguments or more.arguments,
        returns=docs.returns or more.returns,
        raises=docs.raises or more.raises,
        example=docs.example or more.example,
    )


def code(example: str) -> str:
    """An example as Markdown: code to copy, with what it shows as comments."""
    blocks: list[str] = []
    lines: list[str] = []
    for part in doctest.DocTestParser().parse(example):
        if isinstance(part, doctest.Example):
            lines += [*part.source.rstrip().split("\n"), *_shown(part.want)]
        elif part.strip():
            blocks += [*_fenced(lines), _one_line(part)]
            lines = []
        elif lines and part:  # An empty line between two steps.
            lines.append("")
    return "\n\n".join([*blocks, *_fenced(lines)])


def markdown(paragraphs: str) -> str:
    """Paragraphs of a docstring as Markdown: those with prompts become code."""
    blocks = paragraphs.split("\n\n")
    return "\n\n".join(code(block) if block.startswith(">>>") else block for block in blocks)


def _parts(text: str) -> dict[str, str]:
    """The text of each section; under "" what stands in none."""
    lines: dict[str, list[str]] = {name: [] for name in ("", *SECTIONS)}
    section = ""
    for line in text.split("\n"):
        if line.endswith(":") and line[:-1] in SECTIONS:
            section = line[:-1]
            continue
        if line and line[0] != " ":
            section = ""
        lines[section].append(line)
    return {name: inspect.cleandoc("\n".join(["", *own])) for name, own in lines.items()}


def _entries(text: str) -> tuple[tuple[str, str], ...]:
    """`name: meaning`, each of one or several lines; the later ones are indented."""
    entries = re.split(r"\n(?! )", text) if text else []
    pairs = [entry.partition(":") for entry in entries]
    return tuple((name.strip("* "), _one_line(meaning)) for name, _, meaning in pairs)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shown(want: str) -> list[str]:
    return [f"# {line}".rstrip() for line in want.rstrip().split("\n")] if want else []


def _fenced(lines: list[str]) -> list[str]:
    body = "\n".join(lines).strip("\n")
    return [f"```python\n{body}\n```"] if body else []
