"""Finds what a run has changed in the session's state, as bytes for the store.

Only touched keys are examined: those that were written, deleted, or read with a value of a mutable
type. A fingerprint tells whether a value has changed since the last commit; only changed values are
encoded. So an item that a script appends to a list is found, and keys that no run touches cost
nothing, however large their values are.

Values that cannot be encoded, or exceed the limits, stay in memory and keep working. They are
reported once, so that the developer can be told.

Pure. Threading: as the memory that it looks at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from anew.codec.classes import NoClasses
from anew.codec.encoding import decoded, encoded, headed
from anew.codec.errors import (
    CannotDecodeError,
    CannotEncodeError,
    UndefinedClassError,
    type_name,
)
from anew.codec.fingerprint import look_at
from anew.codec.references import NoReferences, References
from anew.state.instances import is_suspicious
from anew.state.memory import ABSENT, EARLY, FROZEN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from anew.codec.classes import Classes
    from anew.codec.fingerprint import Fingerprint
    from anew.state.memory import Memory

# Before a value stands a line: its owner, and the files that it names. None of these has either.
_END_OF_LINE = b"\n"
_BETWEEN = b"\t"

# Changes up to these sizes take microseconds. The run itself looks for them, before its page is sent.
MOST_QUICK_KEYS = 200
MOST_QUICK_LENGTH = 10_000
MOST_QUICK_ITEMS = 20
MOST_QUICK_TEXT = 500  # Of an item.

_SEVERAL = frozenset({list, tuple, set, frozenset})
_TEXTS = frozenset({str, bytes})


class Limits(NamedTuple):
    """The most bytes that may be stored."""

    key: int
    session: int


class Unkept(NamedTuple):
    """A key whose value stays in memory only. Reported when it is found."""

    key: str
    why: str


class Lost(NamedTuple):
    """A key whose bytes can no longer be decoded. They stay in the store. Reported when found."""

    key: str
    why: str


class Files(References, Protocol):
    """Files that the store keeps apart from the values that name them."""

    def taken(self) -> tuple[str, ...]:
        """All files that were named since the last call."""
        ...

    @property
    def now(self) -> int:
        """How often files were named."""
        ...

    def hold(self, files: Collection[str]) -> bool:
        """Hold the files that another session's value names; whether they are there."""
        ...


class NoFiles(NoReferences):
    """No value has any."""

    now = 0

    def taken(self) -> tuple[str, ...]:
        return ()

    def hold(self, files: Collection[str]) -> bool:
        return False


class Changes(NamedTuple):
    """What is to be committed, and what to tell the developer."""

    written: Mapping[str, bytes] = {}
    deleted: frozenset[str] = frozenset()
    notices: tuple[Unkept | Lost, ...] = ()
    unnamed: Mapping[str, int] = {}  # Files that no value names any longer, as of `Files.now`.


def joined(first: Changes, second: Changes) -> Changes:
    """Two sets of changes, one after the other, as one. The notices are those of the second."""
    if not (first.written or first.deleted or first.unnamed):
        return second
    kept = {key: value for key, value in first.written.items() if key not in second.deleted}
    written = {**kept, **second.written}
    deleted = (first.deleted | second.deleted) - written.keys()
    return Changes(written, deleted, second.notices, {**first.unnamed, **second.unnamed})


class _Print(NamedTuple):
    """The state of a key in the store."""

    owner: str
    fingerprint: Fingerprint | None  # None if the value was not decoded yet.
    size: int
    files: tuple[str, ...] = ()  # Those that the value names.


class Kept:
    """What is known about the session in the store, to find what has changed since."""

    def __init__(
        self,
        limits: Limits,
        sizes: Mapping[str, int] | None = None,
        owners: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """Create this for a new session, or for one that was read from the store.

        Args:
            limits: The most bytes that may be stored.
            sizes: The number of bytes of each key in the store.
            owners: The owner of each key's value.
            files: The files that a key's value names.
        """
        self.in_memory_only: dict[str, str] = {}  # The types of such values, by key.
        self.was_in_memory_only: dict[str, str] = {}  # In the process before this one.
        self._limits = limits
        self._prints = {
            key: _Print((owners or {}).get(key, ""), None, size, (files or {}).get(key, ()))
            for key, size in (sizes or {}).items()
        }
        self._size = sum(print_.size for print_ in self._prints.values())
        self._classes: Classes = NoClasses()
        self._files: Files = NoFiles()
        self._dropped: set[str] = set()  # Files that some value named and does not any longer.
        self._lost: list[Lost] = []
        self._undefined: set[str] = set()  # Keys that were reported for a class that is missing.
        # Keys that were read before the class was defined that their bytes name.
        self._early: dict[str, UndefinedClassError] = {}
        self._suspect: Callable[[str], None] = _nothing

    def begin(self, memory: Memory, classes: Classes, files: Files | None = None) -> None:
        """Prepare for a run.

        Args:
            classes: The classes for decoding values. Those that the run defines are added meanwhile.
            files: Keeps the files that values name.
        """
        self._classes = classes
        self._suspect = memory.suspect
        self._files = files or self._files
        memory.revive_with(self._revived)

    @property
    def was_early(self) -> bool:
        """Whether a value was read before its class was defined, and could be decoded now."""
        return any(map(self._is_defined, self._early.values()))

    def end(self) -> None:
        """A run is over: report the values whose class it has not defined."""
        for key, error in self._early.items():
            if not self._is_defined(error) and key not in self._undefined:
                self._undefined.add(key)
                self._lost.append(Lost(key, str(error)))
        self._early.clear()

    def begin_afresh(self, memory: Memory) -> None:
        """Continue with a new, empty memory: all stored keys are to be deleted."""
        memory.touched.update(self._prints)
        self.in_memory_only.clear()
        self.was_in_memory_only.clear()

    def quick_changes(self, memory: Memory) -> Changes | None:
        """The changes of touched keys; None if finding them takes long."""
        touched = memory.touched
        if not touched and not self._lost:
            return Changes()
        if len(touched) > MOST_QUICK_KEYS or not all(
            _is_small(memory.peek(key)) for key in touched
        ):
            return None
        return self.changes(memory)

    def changes(self, memory: Memory, more: Iterable[str] = ()) -> Changes:
        """The changes of touched keys. From now on they count as stored.

        Args:
            more: Further keys to examine.
        """
        written: dict[str, bytes] = {}
        deleted: set[str] = set()
        notices: list[Unkept | Lost] = [*self._lost]
        self._lost = []
        for key in dict.fromkeys([*memory.touched, *more]):
            if key not in memory:
                self.in_memory_only.pop(key, None)
                self._drop(key, deleted)
            elif not memory.is_parked(key):
                self.was_in_memory_only.pop(key, None)
                self._look_at(key, memory, written, deleted, notices)
            elif key not in self._prints:
                self._copy(key, memory, written, notices)
        memory.touched.clear()
        return Changes(written, frozenset(deleted), tuple(notices), self._unnamed())

    def all_changes(self, memory: Memory) -> Changes:
        """The changes of all keys, including those changed without reading the key."""
        more = [key for key, value in memory.decoded().items() if type(value) not in FROZEN]
        return self.changes(memory, more)

    def _look_at(
        self,
        key: str,
        memory: Memory,
        written: dict[str, bytes],
        deleted: set[str],
        notices: list[Unkept | Lost],
    ) -> None:
        value, owner = memory.peek(key), memory.owners.get(key, "")
        before = self._prints.get(key)
        try:
            print_, plain = self._look(key, value)
            if before is not None and before[:2] == (owner, print_):
                return
            self._files.taken()
            value_bytes = (
                encoded(value, self._classes, self._files) if plain is None else headed(plain)
            )
            files = self._files.taken()
            content = _content(owner, files, value_bytes)
            self._check_size(type_name(type(value)), content, before)
        except Exception as raised:  # noqa: BLE001  # what a library raises for its own value
            error = _as_refusal(value, raised)
            self._suspect(key)  # For all that is known of it.
            if self.in_memory_only.get(key) != error.type_name:
                notices.append(Unkept(key, error.discreet))
            self.in_memory_only[key] = error.type_name
            self._drop(key, deleted)
            return
        self.in_memory_only.pop(key, None)
        if before is not None:
            self._size -= before.size
            self._dropped.update(before.files)
        self._size += len(content)
        self._prints[key] = _Print(owner, print_, len(content), files)
        written[key] = content

    def _look(self, key: str, value: object) -> tuple[Fingerprint, bytes | None]:
        """The value's fingerprint, and what msgpack has written of it, if it has."""
        print_, kinds, plain = look_at(value, self._classes, self._files)
        if kinds and is_suspicious(kinds):
            self._suspect(key)
        return print_, plain

    def _copy(
        self,
        key: str,
        memory: Memory,
        written: dict[str, bytes],
        notices: list[Unkept | Lost],
    ) -> None:
        """Take over a value that was copied, not decoded: another session's record has it."""
        owner, files = memory.owners.get(key, ""), memory.files.get(key, ())
        if files and not self._files.hold(files):
            notices.append(Unkept(key, "a copy of a value whose files cannot be copied"))
            return
        written[key] = content = _content(owner, files, memory.parked(key))
        self._prints[key] = _Print(owner, None, len(content), files)
        self._size += len(content)

    def _unnamed(self) -> Mapping[str, int]:
        if not self._dropped:
            return {}
        dropped, self._dropped = self._dropped, set()
        named = {name for print_ in self._prints.values() for name in print_.files}
        return dict.fromkeys(dropped - named, self._files.now)

    def _drop(self, key: str, deleted: set[str]) -> None:
        before = self._prints.pop(key, None)
        if before is not None:
            self._size -= before.size
            self._dropped.update(before.files)
            deleted.add(key)

    def _check_size(self, kind: str, content: bytes, before: _Print | None) -> None:
        size = len(content)
        if size > self._limits.key:
            why = f"it takes {size:,} bytes, and state.maxKeySize allows {self._limits.key:,}"
            raise CannotEncodeError(kind, why)
        in_all = self._size + size - (0 if before is None else before.size)
        if in_all > self._limits.session:
            why = (
                f"with it the session would take {in_all:,} bytes, and state.maxSessionSize "
                f"allows {self._limits.session:,}"
            )
            raise CannotEncodeError(kind, why)

    def _revived(self, key: str, content: bytes) -> object:
        """The value that a key's bytes decode to; `ABSENT` if they cannot be decoded."""
        if key in self._early and not self._is_defined(self._early[key]):
            return EARLY
        try:
            value = decoded(content, self._classes, self._files)
            print_ = self._look(key, value)[0]
        except UndefinedClassError as error:
            self._early[key] = error
            return EARLY
        except Exception as error:  # noqa: BLE001  # what a library raises for its own value
            is_ours = isinstance(error, CannotDecodeError | CannotEncodeError)
            self._lost.append(Lost(key, str(error) if is_ours else _told(error)))
            return ABSENT
        self._early.pop(key, None)
        before = self._prints.get(key)
        if before is not None:
            self._prints[key] = before._replace(fingerprint=print_)
        return value

    def _is_defined(self, error: UndefinedClassError) -> bool:
        return self._classes.find(error.module, error.name) is not None


def _is_small(value: Any) -> bool:
    """Whether a value can be examined and encoded in microseconds."""
    kind = type(value)
    if kind is str or kind is bytes:
        return len(value) <= MOST_QUICK_LENGTH
    if kind in FROZEN or value is ABSENT:
        return True
    if kind is dict:
        return len(value) <= MOST_QUICK_ITEMS and all(map(_is_single, value.values()))
    return kind in _SEVERAL and len(value) <= MOST_QUICK_ITEMS and all(map(_is_single, value))


def _is_single(value: Any) -> bool:
    kind = type(value)
    return kind in FROZEN and (kind not in _TEXTS or len(value) <= MOST_QUICK_TEXT)


def _nothing(key: str) -> None:
    pass


def _as_refusal(value: object, error: Exception) -> CannotEncodeError:
    if isinstance(error, CannotEncodeError):
        return error
    return CannotEncodeError(type_name(type(value)), _told(error))


def _told(error: Exception) -> str:
    return f"it raises {type(error).__name__}"  # The text may repeat a part of the value.


def _content(owner: str, files: tuple[str, ...], value: bytes) -> bytes:
    line = owner.encode()
    if files:
        line = _BETWEEN.join([line, *(name.encode() for name in files)])
    return line + _END_OF_LINE + value


def owner_and_value(content: bytes) -> tuple[str, bytes]:
    """Split a key's bytes into the owner of the value and the value, still encoded."""
    line, _, value = content.partition(_END_OF_LINE)
    return line.partition(_BETWEEN)[0].decode("utf-8", "replace"), value


def files_of(content: bytes) -> tuple[str, ...]:
    """The names of the files that a key's value names."""
    line = content.partition(_END_OF_LINE)[0]
    return tuple(name.decode("utf-8", "replace") for name in line.split(_BETWEEN)[1:])
