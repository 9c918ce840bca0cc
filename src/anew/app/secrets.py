"""`st.secrets`: passwords and keys that are kept out of the script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from anew.ambient.context import current_run
from anew.ambient.secret_files import SecretFiles
from anew.app.read_only import ReadOnly
from anew.errors import SecretNotFoundError
from anew.folders import working_folder
from anew.settings.settings import Settings


class Section(ReadOnly):
    """The secrets of one section, by item or attribute. Read-only."""

    __slots__ = ("_path", "_values")

    is_secret: ClassVar[bool] = True  # st.write shows only the names.
    _values: Mapping[str, object]
    _path: str

    def __init__(self, values: Mapping[str, object], path: str) -> None:
        """A read-only view of secrets.

        Args:
            values: The secrets by name.
            path: How authors refer to the section, such as "st.secrets.db".
        """
        object.__setattr__(self, "_values", values)
        object.__setattr__(self, "_path", path)

    def __setattr__(self, name: str, value: object) -> None:
        raise TypeError(f"{self._path} is read-only. Change {name!r} in its secrets file.")

    def __repr__(self) -> str:
        """Only the names: values must not get into logs or pages by accident."""
        try:
            return f"<{self._path}: {', '.join(self._all())}>"
        except SecretNotFoundError:
            return f"<{self._path}: none>"

    def has_key(self, name: str) -> bool:
        """Whether there is a secret of this name.

        Args:
            name: The secret's name.
        """
        return name in self

    def to_dict(self) -> dict[str, Any]:
        """All secrets of this section as plain dicts and lists, values included."""
        return {name: _plain(value) for name, value in self._all().items()}

    def __reduce__(self) -> Any:
        # The default way to copy and unpickle assigns attributes, which is refused here.
        return Section, (dict(self._values), self._path)

    def _all(self) -> Mapping[str, object]:
        return self._values

    def _given(self, name: str, value: object) -> Any:
        return _shown(value, f"{self._path}.{name}")

    def _missing(self, name: str) -> str:
        return (
            f'{self._path} has no "{name}". Add it to secrets.toml, or check whether it is in '
            f"another section there."
        )


class Secrets(Section):
    """Passwords and keys that are kept out of the script, by item or attribute.

    They are read from `.anew/secrets.toml` and `.streamlit/secrets.toml` in the user's home
    directory, in the working directory and beside the script, or from the files that the
    option `secrets.files` names. Printing `st.secrets` shows the names but no values.

    Example:
        >>> if st.secrets.load_if_toml_exists():
        ...     st.write("There are", len(st.secrets), "secrets.")
    """

    __slots__ = ()

    def __init__(self) -> None:
        """The secrets of the app whose run reads them."""
        super().__init__({}, "st.secrets")

    def load_if_toml_exists(self) -> bool:
        """Whether any secrets were found. Unlike other reads, raises nothing if not."""
        try:
            self._all()
        except SecretNotFoundError:
            return False
        return True

    def __reduce__(self) -> str:
        return "secrets"

    def _all(self) -> Mapping[str, object]:
        return source().values()


class Source(NamedTuple):
    """Where secrets come from. Threading: safe."""

    files: SecretFiles
    named: tuple[str, ...]  # Of the option `secrets.files`.

    def values(self) -> Mapping[str, object]:
        """All secrets, as they are now. Raises SecretNotFoundError if there are none."""
        return self.files.values(self.named)

    def section(self, *names: str) -> Section:
        """A section in a section; empty if there is none."""
        try:
            found: object = self.values()
        except SecretNotFoundError:
            if self.files.has_any(self.named):
                raise  # They cannot be read.
            found = {}
        for name in names:
            found = found.get(name) if isinstance(found, Mapping) else None
        return Section(
            found if isinstance(found, Mapping) else {}, ".".join(["st.secrets", *names])
        )


def source() -> Source:
    """Where the current run's secrets come from; without a run, those of the working folder."""
    run = current_run()
    if run is None or run.secrets is None:
        return Source(_without_run, Settings().secrets.files)
    return Source(run.secrets, run.settings.secrets.files)


def _shown(value: object, path: str) -> Any:
    match value:
        case Mapping():
            return Section(value, path)
        case list():
            return [_shown(item, path) for item in value]
        case _:
            return value


def _plain(value: object) -> Any:
    match value:
        case Mapping():
            return {name: _plain(inner) for name, inner in value.items()}
        case list():
            return [_plain(item) for item in value]
        case _:
            return value


_without_run = SecretFiles(working_folder())  # For a script that plain Python runs.
secrets = Secrets()
