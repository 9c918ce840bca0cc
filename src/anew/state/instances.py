"""Brings what a session remembers up to date when it is read: instances of the script's classes.

Each run defines these classes anew. A value that holds instances of them is looked through when it is
first read in a run, and again when it is read after callbacks may have changed it, or after a class
was defined that was not yet there. Only *suspects* are looked through, so other values cost nothing.

Pure. Threading: as the run that it is made for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from anew.codec.renewal import Renewal, Today
from anew.state.memory import FROZEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from anew.state.memory import Memory


class RunsClasses(Today, Protocol):
    """The classes as a run sees them."""

    @property
    def has_earlier(self) -> bool:
        """Whether earlier runs have defined any classes."""
        ...

    def is_awaited(self, kind: type) -> bool:
        """Whether this run has not defined a class so far."""
        ...


class Instances:
    """Those that one run reads."""

    def __init__(
        self,
        memory: Memory,
        draft: Mapping[str, object],
        incoming: Iterable[str],
        classes: RunsClasses | None = None,
    ) -> None:
        """Begin with the suspects.

        Args:
            memory: What holds since the last run.
            draft: What this run writes.
            incoming: The keys of what the browser has sent.
            classes: Those of the run. Outside of runs there are none, and nothing is doubtful.
        """
        self._memory = memory
        self._draft = draft
        self._incoming = incoming
        self._classes = classes
        self._renewal: Renewal | None = None
        self._awaited: dict[str, frozenset[type]] = {}  # Classes that values still lack, by key.
        self.doubtful: set[str] = set()
        if classes is not None:
            self.doubtful = memory.doubtful = set(memory.suspects)
            if classes.has_earlier:
                self.doubtful.update(incoming)

    def doubt_again(self) -> None:
        """Callbacks were called. What they wrote, or changed in place, has the classes before."""
        if self._classes is not None and self._classes.has_earlier:
            memory = self._memory
            self.doubtful.update(memory.suspects, self._draft, self._incoming, memory.touched)
            self._awaited.clear()

    def renewed(self, key: str, value: object) -> object:
        """The value of a doubtful key, up to date. Mostly it is the same object."""
        classes = self._classes
        if classes is None or type(value) in FROZEN:
            self.doubtful.discard(key)
            return value
        awaited = self._awaited.get(key)
        if awaited is not None and all(map(classes.is_awaited, awaited)):
            return value  # Nothing has been defined since that would matter.
        if self._renewal is None:
            self._renewal = Renewal(classes)
        try:
            found = self._renewal.of(value)
        except RuntimeError:  # Another thread changes it: the next read looks again.
            return value
        self._note(key, found.kinds, frozenset(filter(classes.is_awaited, found.kinds)))
        return found.value

    def of_today(self, value: object) -> object:
        """A value that is no part of the state, such as a copy of a cached result, up to date."""
        return value if self._classes is None else Renewal(self._classes).of(value).value

    def awaiting(self) -> list[str]:
        """The keys whose values were read before their classes were defined."""
        return list(self._awaited)

    def _note(self, key: str, kinds: frozenset[type], awaited: frozenset[type]) -> None:
        if awaited:
            self._awaited[key] = awaited
        else:
            self._awaited.pop(key, None)
            self.doubtful.discard(key)
        if awaited or is_suspicious(kinds):
            self._memory.suspects.add(key)
        else:
            self._memory.suspects.discard(key)


def is_suspicious(kinds: Iterable[type]) -> bool:
    """Whether the next run will define some of these classes anew."""
    return any(kind.__module__ == "__main__" for kind in kinds)
