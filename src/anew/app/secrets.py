"""`st.secrets`: passwords and keys that do not stand in the script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from anew.ambient.context import current_run
from anew.ambient.secret_files import SecretFiles
from anew.errors import SecretNotFoundError
from anew.folders import working_folder
from anew.settings.settings import Settings


class Section(Mapping[str, Any]):
    """Secrets below one name, by item and by attribute. They can only be read."""

    __slots__ = ("_path", "_values")

    is_secret: ClassVar[bool] = True  # st.write shows the names alone.
    _values: Mapping[str, object]  # What is known of them, only the script knows.
    _path: str

    def __init__(self, values: Mapping[str, object], path: str) -> None:
        """A view of secrets.

        Args:
            values: By name.
            path: How authors write it: "st.secrets.db".
        """
        object.__setattr__(self, "_values", values)
        object.__setattr__(self, "_path", path)

    def __getitem__(self, name: str) -> Any:
        values = self._all()
        if name not in values:
            raise KeyError(self._missing(name))
        return _shown(values[name], f"{self._path}.{name}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            raise AttributeError(self._missing(name)) from None

    def __setattr__(self, name: str, value: object) -> None:
        raise TypeError(f"{self._path} can only be read. Change the file that {name!r} stands in.")

    def __repr__(self) -> str:
        """The names alone: values must not get into logs and pages by accident."""
        try:
            return f"<{self._path}: {', '.join(self._all())}>"
        except SecretNotFoundError:
            return f"<{self._path}: none>"

    def has_key(self, name: str) -> bool:
        """Whether there is a secret of this name.

        Args:
            name: Its name.
        """
        return name in self

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts and lists of all that is here, values included."""
        return {name: _plain(value) for name, value in self._all().items()}

    def __reduce__(self) -> Any:
        return Section, (dict(self._values), self._path)  # It takes no assignment.

    def _all(self) -> Mapping[str, object]:
        return self._values

    def _missing(self, name: str) -> str:
        return (
            f'{self._path} has no "{name}". Did you forget to write it into secrets.toml, or is '
            f"it below another name?"
        )


class Secrets(Section):
    """Passwords and keys that do not stand in the script, by item and by attribute.

    They are read from `.anew/secrets.toml` and `.streamlit/secrets.toml` in the user's
    home, in the working directory and beside the script, or from what the option
    `secrets.files` names. Printing it shows names and no values.

    Example:
        >>> if st.secrets.load_if_toml_exists():
        ...     st.write("There are", len(st.secrets), "secrets.")
    """

    __slots__ = ()

    def __init__(self) -> None:
        """The secrets of whichever app asks."""
        super().__init__({}, "st.secrets")

    def load_if_toml_exists(self) -> bool:
        """Whether there are secrets, wherever they come from."""
        try:
            self._all()
        except SecretNotFoundError:
            return False
        return True

    def __reduce__(self) -> str:
        return "secrets"

    def _all(self) -> Mapping[str, object]:
        run = current_run()
        if run is None or run.secrets is None:
            return _without_run.values(Settings().secrets.files)
        return run.secrets.values(run.settings.secrets.files)


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


_without_run = SecretFiles(working_folder())  # Of a script that plain Python runs.
secrets = Secrets()
