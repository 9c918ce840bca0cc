"""The values of a session's state by key, and which of them were touched.

Values that were read from a store are *parked*: they are decoded when they are first read. So a large
table that no run reads is never decoded. A key is *touched* if its value may have changed since the
last commit (`keeping.py`): it was written or deleted, or it was read and its type is mutable.

Pure. Threading: the run's while a run lasts, else the session's or a chore's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.codec.plain import SIMPLE
from anew.codec.scalars import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# Immutable types: reading a value of exactly such a type does not touch its key.
FROZEN = SIMPLE | FORMS.keys()


class Absent:
    """There is no value here; None is a value."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()
EARLY = Absent()  # What `revive` returns for bytes that it cannot decode yet.


class Memory:
    """Invariant: no key is both decoded and parked; each key of `owners` is one of them."""

    __slots__ = (
        "_parked",
        "_revive",
        "_values",
        "doubtful",
        "files",
        "owners",
        "suspects",
        "touched",
    )

    def __init__(
        self,
        parked: Mapping[str, bytes] | None = None,
        owners: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """Start with nothing, or with what a store has.

        Args:
            parked: Encoded values by key.
            owners: The ids of the widgets that own some of these keys.
            files: The files that some of these values name.
        """
        self._values: dict[str, object] = {}
        self._parked = dict(parked or {})
        self._revive: Callable[[str, bytes], object] | None = None
        self.owners = dict(owners or {})  # By key: the id of the widget whose value it is.
        self.files = files or {}  # By key; they count as long as the value is parked.
        self.touched: set[str] = set()  # Since the last call of `Kept.changes`.
        # Those whose values may hold instances of classes that runs define anew (instances.py).
        self.suspects: set[str] = set()
        self.doubtful: set[str] = set()  # Those that the current run has not looked through.

    def revive_with(self, revive: Callable[[str, bytes], object]) -> None:
        """Decode parked values with this function.

        It returns `ABSENT` if that fails, `EARLY` if it may succeed later.
        """
        self._revive = revive

    def get(self, key: str, default: object = ABSENT) -> object:
        value = self._values.get(key, ABSENT)
        if value is ABSENT:
            value = self._unparked(key)
            if value is ABSENT:
                return default
        if type(value) not in FROZEN:
            self.touched.add(key)
        return value

    def __getitem__(self, key: str) -> object:
        value = self.get(key)
        if value is ABSENT:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._values or key in self._parked

    def __iter__(self) -> Iterator[str]:
        yield from self._values
        yield from self._parked

    def __len__(self) -> int:
        return len(self._values) + len(self._parked)

    def put(self, key: str, value: object, owner: str = "") -> None:
        """Set a value, of the widget with the id `owner` or, without one, of the author."""
        is_same = self._values.get(key, ABSENT) is value and self.owners.get(key, "") == owner
        if not is_same or type(value) not in FROZEN:
            self.touched.add(key)
        self._values[key] = value
        self._parked.pop(key, None)
        if owner:
            self.owners[key] = owner
        else:
            self.owners.pop(key, None)

    def drop(self, key: str) -> None:
        """Forget a key, if it is there."""
        if key in self:
            self.touched.add(key)
            self._values.pop(key, None)
            self._parked.pop(key, None)
            self.owners.pop(key, None)

    def clear(self) -> None:
        self.touched.update(self)
        self._values.clear()
        self._parked.clear()
        self.owners.clear()

    def suspect(self, key: str) -> None:
        """Note that a value holds instances of classes that the next run may define anew."""
        self.suspects.add(key)
        self.doubtful.add(key)

    def suspect_touched(self) -> None:
        """Note that values which earlier runs have touched may hold instances of their classes.

        This is for a state that is not stored: nobody looks at what was touched there.
        """
        self.suspects |= self.touched
        self.touched.clear()

    def peek(self, key: str) -> object:
        """The decoded value, without touching the key; `ABSENT` if there is none."""
        return self._values.get(key, ABSENT)

    def look_at(self, key: str) -> object:
        """The value, for somebody who only looks: nothing is touched. Threading: safe.

        One that is parked is decoded for this look alone; the run that is on may do it, too.
        """
        value = self._values.get(key, ABSENT)
        content = self._parked.get(key) if value is ABSENT else None
        if content is None or self._revive is None:
            return self._values.get(key, ABSENT)
        value = self._revive(key, content)
        return ABSENT if value is EARLY else value

    def names(self) -> list[str]:
        """The keys as they are now. Threading: safe."""
        return [*self._values, *self._parked]

    def is_parked(self, key: str) -> bool:
        """Whether the value of this key has not been decoded yet."""
        return key in self._parked

    def parked(self, key: str) -> bytes:
        """The bytes of a value that has not been decoded yet."""
        return self._parked[key]

    def decoded(self) -> dict[str, object]:
        """The values that have been decoded, by key."""
        return dict(self._values)

    def copied(self, copy_values: Callable[[dict[str, object]], dict[str, object]]) -> Memory:
        """A copy for another session, with all keys touched."""
        # A run may be on beside this, and move a key from the parked ones to the others.
        parked, values, owners = dict(self._parked), dict(self._values), dict(self.owners)
        other = Memory({key: content for key, content in parked.items() if key not in values})
        other._values = copy_values(values)
        other.owners = {key: owner for key, owner in owners.items() if key in other}
        other.files = self.files
        other.touched = set(other)
        other.suspects = set(self.suspects)
        return other

    def _unparked(self, key: str) -> object:
        content = self._parked.get(key)
        if content is None or self._revive is None:
            return ABSENT
        value = self._revive(key, content)
        if value is EARLY:
            return ABSENT
        del self._parked[key]
        if value is ABSENT:
            self.owners.pop(key, None)
        else:
            self._values[key] = value
        return value
