"""The command line: `anew run`, `anew hello`, `anew version`."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anew.config import load, shown
from anew.errors import ConfigError
from anew.settings import options
from anew.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.config import Config


def main() -> None:
    """The program. A wrong call is told in one line, with exit code 2."""
    try:
        code = commands(standalone_mode=False)
    except click.UsageError as error:
        click.echo(f"Error: {error.format_message()}", err=True)
        code = error.exit_code
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.Abort:
        code = 1
    sys.exit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="anew %(version)s")
def commands() -> None:
    """Web apps from Python scripts, run anew at every interaction."""


def _with_all_options(command: Callable[..., int]) -> Callable[..., int]:
    """One flag for each option, as `--section.option VALUE`; lists may be repeated."""
    for option in reversed(options().values()):
        add = click.option(
            f"--{option.name}",
            option.name.replace(".", "__"),
            metavar=option.type_name.upper(),
            multiple=option.is_list,
            help=option.description,
        )
        command = add(command)
    return command


@commands.command()
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("script_args", nargs=-1, type=click.UNPROCESSED)
@_with_all_options
def run(script: Path, script_args: tuple[str, ...], **given: str | tuple[str, ...] | None) -> int:
    """Serve SCRIPT as a web app. What follows -- is for the script, in sys.argv."""
    if script.suffix != ".py":
        raise click.UsageError(f"A script ends in .py; {str(script)!r} does not.")
    if not script.is_file():
        raise click.UsageError(f"There is no file {str(script)!r}.")
    return _serve(script, list(script_args), given)


@commands.command()
@_with_all_options
def hello(**given: str | tuple[str, ...] | None) -> int:
    """Serve the demo app."""
    with as_file(files("anew") / "hello" / "hello.py") as script:
        return _serve(script, [], given)


@commands.group()
def config() -> None:
    """Look at the options."""


@config.command()
@_with_all_options
def show(**given: str | tuple[str, ...] | None) -> int:
    """Print the options that an app in this folder has, as TOML, and where each comes from."""
    click.echo(shown(_config(Path("app.py"), given)), nl=False)
    return 0


@commands.command()
def version() -> None:
    """Print the version."""
    click.echo(f"anew {VERSION}")


def _serve(
    script: Path, script_args: list[str], given: dict[str, str | tuple[str, ...] | None]
) -> int:
    # Imported here: `anew version` and a wrong option should not wait for a web server.
    from anew.server.serve import serve  # noqa: PLC0415

    config = _config(script, given)
    sys.argv = [str(script), *script_args]
    is_port_asked_for = config.places.get("server.port", "").startswith("--")
    return serve(script, config, is_port_asked_for=is_port_asked_for)


def _config(script: Path, given: dict[str, str | tuple[str, ...] | None]) -> Config:
    flags = {
        name.replace("__", "."): list(value) if isinstance(value, tuple) else value
        for name, value in given.items()
        if value is not None and value != ()
    }
    try:
        return load(script.resolve().parent, flags)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
