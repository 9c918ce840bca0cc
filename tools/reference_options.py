"""The reference page of the options: anew's own, and those of Streamlit that have no effect."""

from __future__ import annotations

import inspect
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from anew.settings import config
from anew.settings.foreign import FOREIGN_OPTIONS
from anew.settings.settings import options

if TYPE_CHECKING:
    from anew.settings.settings import Option

FORMS = """The same option in each of these places:

```toml
# .anew/config.toml
[server]
runOnSave = true
```

```sh
ANEW_SERVER_RUN_ON_SAVE=true anew run app.py
anew run app.py --server.runOnSave true
```

`anew config show` prints the options of an app, and where each value comes from."""

THEME = """There are also the sections `[theme.sidebar]`, `[theme.light]` and `[theme.dark]`, and
`[theme.light.sidebar]` and `[theme.dark.sidebar]`. They have the options of `[theme]` from `primaryColor` to
`showWidgetBorder`. [How they are combined](../configuration.md#theme)."""

FOREIGN = """A file may also be written for Streamlit. Options that only Streamlit has are ignored, with a notice;
this table gives the reasons."""


def page() -> list[str]:
    """The page's parts."""
    sections = groupby(options().values(), lambda option: option.name.rpartition(".")[0])
    tables = [part for name, group in sections for part in _section(name, list(group))]
    return [inspect.getdoc(config) or "", FORMS, *tables, *_foreign()]


def _section(name: str, group: list[Option]) -> list[str]:
    if name.count("."):  # As [theme] has them all.
        return []
    return [f"## {name}", *([THEME] if name == "theme" else []), _table(group)]


def _table(group: list[Option]) -> str:
    head = "| Option | Type | Default | Meaning |\n| --- | --- | --- | --- |"
    return "\n".join([head, *map(_row, group)])


def _row(option: Option) -> str:
    kind = option.type_name.replace("|", "` \\| `")
    if option.is_list:
        kind += "` …, several"
    variables = "<br>".join(f"`{prefix}{config.variable_of(option.name)}`" for prefix in PREFIXES)
    names = f"`{option.name}`<br>`--{option.name}`<br>{variables}"
    end = "" if option.is_list else "`"
    return f"| {names} | `{kind}{end} | {_default(option.default)} | {option.description} |"


def _default(default: object) -> str:
    """A default as written in a configuration file."""
    if default is None or default == ():
        return "none"
    return f"`{msgspec.json.encode(default).decode()}`"


def _foreign() -> list[str]:
    known = options()
    rows = [f"| `{name}` | {why} |" for name, why in FOREIGN_OPTIONS.items() if name not in known]
    head = "| Option | Why it has no effect |\n| --- | --- |"
    return ["## Options without effect", FOREIGN, "\n".join([head, *rows])]


PREFIXES = tuple(reversed(config.PREFIXES))  # The one with higher precedence first.
