"""`anew state`: looks at the sessions in an app's store, and removes them. The app may be running.

`ls` and `show` print no value of a session; `export` is the one command that does, into a file.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from anew.flags import STORE_FLAGS, Program, config_of
from anew.logs import printable
from anew.operations.showing import (
    description,
    description_for_programs,
    exported,
    list_for_programs,
    table,
)
from anew.operations.stored import (
    OperationError,
    all_of,
    file_of,
    full_name,
    names_in,
    opened,
    shown_of,
)
from anew.stores.base import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anew.flags import Given
    from anew.stores.base import Shown, Store

_app = click.option(
    "--app",
    "app",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The app's script, or its folder; by default the current one.",
)
_json = click.option("--json", "is_json", is_flag=True, help="Print JSON, for programs.")


@click.group()
def state() -> None:
    """Look at what an app's sessions remember in its store, and remove it.

    SESSION is a session's name, or a beginning of it that no other has.
    """


@state.command(cls=Program, params=[*STORE_FLAGS])
@click.argument("target", type=click.Path(path_type=Path), default=Path())
@_json
def ls(target: Path, is_json: bool, **given: str | tuple[str, ...] | None) -> None:
    """List the sessions of TARGET, a script or a folder; the one that was committed last comes first."""
    with _store_of(target, given) as store:
        found = all_of(store)
        if is_json:
            _print_json(list_for_programs(found))
        elif found.sessions:
            click.echo(table(found))
        else:
            click.echo("There are no sessions.")
        if found.unreadable and not is_json:
            several = (
                f"{len(found.unreadable)} sessions are" if found.unreadable[1:] else "1 session is"
            )
            click.echo(
                f"{several} left out, whose record is damaged. To remove: anew state rm "
                f"{printable(' '.join(found.unreadable))}",
                err=True,
            )


@state.command(cls=Program, params=[*STORE_FLAGS])
@click.argument("session")
@_app
@_json
def show(session: str, app: Path, is_json: bool, **given: str | tuple[str, ...] | None) -> None:
    """Show a session: times, where its tab is, its keys and their sizes. Values are not shown."""
    with _store_of(app, given) as store:
        found = _found(store, session)
        file_bytes = store.blobs.weight(found.record.session)
    if is_json:
        _print_json(description_for_programs(found, file_bytes))
    else:
        click.echo(description(found, file_bytes))


@state.command(cls=Program, params=[*STORE_FLAGS])
@click.argument("session")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write."
)
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
@_app
def export(
    session: str, output: Path, force: bool, app: Path, **given: str | tuple[str, ...] | None
) -> None:
    """Write a session with its values to a file, as JSON. Only you can read that file."""
    with _store_of(app, given) as store:
        found = _found(store, session)
        whole = exported(found, _values(store, found), partial(file_of, store, found.record.owner))
    text = json.dumps(whole, indent=2, ensure_ascii=False)
    # Half a character becomes the escape that JSON has for it.
    _write(output, text.encode("utf-8", "backslashreplace") + b"\n", force=force)
    click.echo(f"Wrote {output}. It has what the session remembers: keep it to yourself.")


@state.command(cls=Program, params=[*STORE_FLAGS])
@click.argument("sessions", metavar="[SESSION]...", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="Remove all sessions.")
@click.option("--expired", "is_expired", is_flag=True, help="Remove those whose time is over.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask before removing several.")
@_app
def rm(
    sessions: tuple[str, ...],
    is_all: bool,
    is_expired: bool,
    is_sure: bool,
    app: Path,
    **given: str | tuple[str, ...] | None,
) -> None:
    """Remove sessions. One that is in use ends at its next change, and its tab begins a new one."""
    if bool(sessions) + is_all + is_expired != 1:
        raise click.UsageError("Name sessions to remove, or say --all or --expired.")
    with _store_of(app, given) as store:
        if is_expired:
            _tell_removed(_remove_expired(store))
            return
        names = names_in(all_of(store))
        if not is_all:
            names = [*dict.fromkeys(full_name(beginning, names) for beginning in sessions)]
        if len(names) > 1 and not is_sure:
            _ask(len(names))
        _tell_removed(sum(store.remove(name) for name in names))


@contextmanager
def _store_of(target: Path, given: Given) -> Iterator[Store]:
    """The store of an app; whatever is wrong with it ends the command in one line."""
    script = target / "app.py" if target.is_dir() else target
    if not target.exists():
        raise click.UsageError(f"There is no script or folder {str(target)!r}.")
    config = config_of(script, given)
    try:
        store = opened(config.settings, script.resolve().parent)
        try:
            yield store
        finally:
            store.close()
    except OperationError as error:
        raise click.ClickException(printable(str(error))) from error
    except StoreError as error:
        text = printable(f"The store could not be used. {error}")
        raise click.ClickException(text) from error


def _found(store: Store, beginning: str) -> Shown:
    return shown_of(store, full_name(beginning, names_in(all_of(store))))


def _values(store: Store, shown: Shown) -> Iterator[tuple[str, bytes]]:
    """The values one by one, as they may be large."""
    for key in sorted(shown.sizes):
        loaded = store.load(shown.record.session, [key])
        if isinstance(loaded, dict) and key in loaded:
            yield key, loaded[key]


def _remove_expired(store: Store) -> int:
    count = 0
    while removed := store.expire():
        count += len(removed)
    return count


def _ask(count: int) -> None:
    if not sys.stdin.isatty():
        raise click.ClickException(
            f"Nothing was removed: {count} sessions are meant. Say --yes to remove them all."
        )
    click.confirm(f"Remove {count} sessions?", abort=True)


def _tell_removed(count: int) -> None:
    click.echo(f"Removed {count} session{'' if count == 1 else 's'}.")


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2))


def _write(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file that only this user can read; a file that is replaced is replaced at once."""
    place = path.with_name(f".{path.name}.{os.getpid()}") if force else path
    try:
        file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as stream:
            stream.write(content)
        if force:
            place.replace(path)
    except FileExistsError as error:
        raise click.ClickException(
            f"There is a file {str(path)!r} already; --force replaces it."
        ) from error
    except OSError as error:
        raise click.ClickException(f"{str(path)!r} cannot be written: {error.strerror}.") from error
