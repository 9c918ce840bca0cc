"""The flags of commands that read an app's options: `--section.option VALUE`.

There is one for each option of anew and of Streamlit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import click

from anew.errors import ConfigError
from anew.settings.config import load
from anew.settings.foreign import FOREIGN_SWITCHES, TRUTHS, foreign_names
from anew.settings.settings import options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from anew.settings.config import Config
    from anew.settings.settings import Option

Given: TypeAlias = "Mapping[str, str | tuple[str, ...] | None]"


class Program(click.Command):
    """A command with a flag for each option of anew and of Streamlit.

    A switch may be given without a value.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        following = [*args[1:end], ""]
        told = [
            f"{word}=true" if _stands_alone(word, after) else word
            for word, after in zip(args[:end], following, strict=False)
        ]
        flags = {word.partition("=")[0] for word in told}
        ctx.meta[_FOREIGN_MEANT] = [
            _foreign_flag(name) for name in _FOREIGN if f"--{name}" in flags
        ]
        return super().parse_args(ctx, [*told, *args[end:]])

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own parameters, and the flags of Streamlit that this call uses.

        Only those are added, because there are many and few are used.
        """
        return [*super().get_params(ctx), *ctx.meta.get(_FOREIGN_MEANT, ())]


def config_of(script: Path, given: Given) -> Config:
    """The options of the app of a script.

    Raises:
        click.UsageError: One of them is wrong.
    """
    flags = {
        name.replace("__", "."): list(value) if isinstance(value, tuple) else value
        for name, value in given.items()
        if value is not None and value != ()
    }
    try:
        return load(script.resolve().parent, flags)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:  # The working directory may have been removed.
        raise click.UsageError(f"{str(script)!r} cannot be found: {error.strerror}.") from error


def _stands_alone(flag: str, after: str) -> bool:
    """Whether a word is a switch without a value: the next word cannot be its value."""
    if flag in _FOREIGN_SWITCHES:
        return after.lower() not in TRUTHS
    return flag in _SWITCHES and (after[:1] in {"", "-"} or after.endswith(".py"))


def _flag(option: Option, *, is_shown: bool) -> click.Option:
    """`--section.option VALUE`; lists may be repeated."""
    return click.Option(
        [f"--{option.name}", option.name.replace(".", "__")],
        metavar=option.type_name.upper(),
        multiple=option.is_list,
        help=option.description,
        hidden=not is_shown,
    )


def _foreign_flag(name: str) -> click.Option:
    """A flag that only Streamlit has, so that its command lines work here too."""
    return click.Option(
        [f"--{name}", name.replace(".", "__")], multiple=True, hidden=True, metavar="VALUE"
    )


_FOREIGN = [name for name in foreign_names() if name not in options()]
_FOREIGN_MEANT = "anew.foreign"  # Key in the context's `meta`: the flags of Streamlit in this call.
_SWITCHES = {f"--{option.name}" for option in options().values() if option.is_switch}
_FOREIGN_SWITCHES = {f"--{name}" for name in FOREIGN_SWITCHES}

FLAGS: list[click.Parameter] = [
    # [theme.dark] and the like have the options of [theme].
    _flag(option, is_shown=option.name.count(".") == 1)
    for option in options().values()
]
# For commands about the store: they take what `anew run` takes, but their help is about the store.
STORE_FLAGS: list[click.Parameter] = [
    _flag(option, is_shown=option.name == "state.store") for option in options().values()
]
