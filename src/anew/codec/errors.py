"""What has no form as bytes, and bytes that have no value any more."""

from __future__ import annotations


class CannotEncodeError(Exception):
    """A value that has no form as bytes. Its text says what it is, where it stands, and why.

    >>> str(CannotEncodeError("socket.socket", "it has no form", '["db"].link'))
    'a value of type socket.socket at ["db"].link: it has no form'
    """

    def __init__(self, type_name: str, why: str = "", path: str = "") -> None:
        super().__init__(type_name, why, path)
        self.type_name = type_name
        self.why = why
        self.path = path  # Within the whole value; empty for the value itself.

    @property
    def what(self) -> str:
        """The type and the place, without the reason."""
        return f"a value of type {self.type_name}" + (f" at {self.path}" if self.path else "")

    @property
    def discreet(self) -> str:
        """The same for the log: without the place, where keys stand that users may have entered."""
        what = f"a value that holds one of type {self.type_name}" if self.path else self.what
        return f"{what}: {self.why}" if self.why else what

    def __str__(self) -> str:
        return f"{self.what}: {self.why}" if self.why else self.what


class CannotDecodeError(Exception):
    """Bytes that are none of the codec's, or that need what is not there any more."""


class UndefinedClassError(CannotDecodeError):
    """Bytes that need a class which nobody has defined: not yet, or not any more."""

    def __init__(self, module: str, name: str) -> None:
        super().__init__(f"The class {module}.{name} is not defined any more.")
        self.module = module
        self.name = name


class RefusedError(Exception):
    """What a form raises for a value that it cannot write: whoever asked finds the place."""

    def __init__(self, value: object, why: str = "") -> None:
        super().__init__(why)
        self.value = value
        self.why = why


def type_name(kind: type) -> str:
    """A class as a developer knows it."""
    return f"{kind.__module__}.{kind.__qualname__}"
