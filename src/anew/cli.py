"""The command line: `anew run`, `hello`, `init`, `docs`, `config`, `cache`, `state` and `version`."""

from __future__ import annotations

import gc
import importlib
import inspect
import os
import re
import sys
from pathlib import Path

import click

from anew.flags import FLAGS, Program, config_of
from anew.nearest import did_you_mean
from anew.settings.config import shown
from anew.version import VERSION

SCRIPT_NAMES = ("streamlit_app.py", "app.py")  # The script that is run for a folder.


STARTER = '''"""A small app to start from: change it, save it, and look."""

import anew as st

st.title("Hello")
name = st.text_input("What is your name?")

if "count" not in st.session_state:
    st.session_state.count = 0
if st.button("Greet", type="primary"):
    st.session_state.count += 1

if name:
    st.write(f"Hello, {name}! You were greeted {st.session_state.count} times.")
'''


def main() -> None:
    """The program. A usage error prints one line and exits with code 2; what cannot be done, with 1."""
    gc.disable()  # Collecting during imports frees nothing. `serve` enables it again.
    try:
        code = commands(standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"Error: {error.format_message()}", err=True)
        code = error.exit_code
    except BrokenPipeError:  # Whoever reads what is printed, such as `head`, has enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.Abort:
        code = 1
    sys.exit(code)


class _Commands(click.Group):
    """All commands. Those about stored sessions are imported only for calls that use them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "state"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "state":
            # Late: `run` should not wait for what it does not use.
            from anew.operations.commands import state  # noqa: PLC0415

            return state
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="anew %(version)s")
def commands() -> None:
    """Web apps from Python scripts, run anew at every interaction."""


@commands.command(cls=Program, params=[*FLAGS])
@click.argument("target", type=click.Path(path_type=Path), default=Path())
@click.argument("script_args", nargs=-1, type=click.UNPROCESSED)
def run(target: Path, script_args: tuple[str, ...], **given: str | tuple[str, ...] | None) -> int:
    """Serve TARGET as a web app: a script, a file that defines an App, or a folder with one.

    In a folder, by default the current one, the script is streamlit_app.py or app.py.
    Arguments after -- are passed to the script, in sys.argv.
    """
    return _serve(_script(target), list(script_args), given)


def _script(target: Path) -> Path:
    try:
        script = _named(target)
        script.open("rb").close()
    except OSError as error:
        raise click.UsageError(f"{str(target)!r} cannot be read: {error.strerror}.") from error
    return script


def _named(target: Path) -> Path:
    if target.is_dir():
        found = [target / name for name in SCRIPT_NAMES if (target / name).is_file()]
        if not found:
            raise click.UsageError(
                f"The folder {str(target)!r} has no {' and no '.join(SCRIPT_NAMES)}. Name a script."
            )
        return found[0]
    if target.suffix != ".py":
        raise click.UsageError(f"A script ends in .py; {str(target)!r} does not.")
    if not target.is_file():
        raise click.UsageError(f"There is no file {str(target)!r}.")
    return target


@commands.command(cls=Program, params=[*FLAGS])
def hello(**given: str | tuple[str, ...] | None) -> int:
    """Serve the demo app."""
    given["state__store"] = given["state__store"] or "memory"  # The package's folder is not ours.
    return _serve(Path(__file__).parent / "hello" / "hello.py", [], given)


@commands.group()
def config() -> None:
    """Inspect the options."""


@config.command(cls=Program, params=[*FLAGS])
def show(**given: str | tuple[str, ...] | None) -> int:
    """Print the options of an app in this folder as TOML, with the source of each value."""
    click.echo(shown(config_of(Path("app.py"), given)), nl=False)
    return 0


@commands.group()
def cache() -> None:
    """Manage the results that cached functions keep on disk."""


@cache.command()
def clear() -> None:
    """Remove the results that apps in this folder have cached in .anew/cache."""
    disk = importlib.import_module("anew.caching.disk")  # Imported late: `run` does not need it.
    count = disk.clear_disk()
    click.echo(f"Removed {count} cached value{'' if count == 1 else 's'} from {disk.FOLDER}.")


@commands.command()
@click.argument("folder", metavar="[DIRECTORY]", type=click.Path(path_type=Path), default=Path())
def init(folder: Path) -> None:
    """Write a small app to start from, and its requirements file."""
    texts = {"app.py": STARTER, "requirements.txt": f"anew>={VERSION}\n"}
    for name in texts:
        if (folder / name).exists():
            raise click.UsageError(f"{str(folder / name)!r} already exists; nothing was written.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise click.UsageError(f"Cannot write to {str(folder)!r}: {error.strerror}.") from error
    click.echo(f"Wrote {' and '.join(str(folder / name) for name in texts)}.")
    click.echo(f"Start it: anew run {folder / 'app.py'}")


@commands.command()
@click.argument("command", default="")
def docs(command: str) -> None:
    """Print the signature and description of COMMAND; without it, list all names."""
    anew = importlib.import_module("anew")
    if not command:
        click.echo("\n".join(anew.__all__))
        return
    found: object = anew
    for name in command.removeprefix("anew.").removeprefix("st.").split("."):
        if not hasattr(found, name) or name.startswith("_"):
            hint = did_you_mean(name, dir(found))
            raise click.UsageError(f"There is no {command!r} in anew.{hint}")
        found = getattr(found, name)
    click.echo(_described(command, found))


def _described(name: str, found: object) -> str:
    try:
        signature = str(inspect.signature(found)) if callable(found) else ""
        # Annotations are stored as strings. Their quotes are not part of the source.
        signature = re.sub(r"(: |-> )(['\"])(.*?)\2", r"\1\3", signature)
    except ValueError:
        signature = ""
    return f"{name}{signature}\n\n{inspect.getdoc(found) or ''}".strip()


@commands.command()
def version() -> None:
    """Print the version."""
    click.echo(f"anew {VERSION}")


def _serve(
    script: Path, script_args: list[str], given: dict[str, str | tuple[str, ...] | None]
) -> int:
    # Imported here: `anew version` and a wrong option should not wait for a web server.
    from anew.server.serve import serve  # noqa: PLC0415
    from anew.server.target import target_of  # noqa: PLC0415

    config = config_of(script, given)
    sys.argv = [str(script), *script_args]
    is_port_asked_for = config.places.get("server.port", "").startswith("--")
    return serve(target_of(script), config, is_port_asked_for=is_port_asked_for)
