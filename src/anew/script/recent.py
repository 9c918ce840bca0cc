"""What took long to compute and may be wanted again: up to a number of bytes, what was used last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


class Recent(Generic[T]):
    """Threading: safe."""

    def __init__(self, most_bytes: int, size_of: Callable[[T], int]) -> None:
        """Keep values that take up to this many bytes, as `size_of` counts them."""
        self._most_bytes = most_bytes
        self._size_of = size_of
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Hashable], T] = OrderedDict()
        self._making: dict[tuple[str, Hashable], threading.Lock] = {}
        self.total_bytes = 0

    def get(self, name: str, key: Hashable, make: Callable[[], T]) -> T:
        """The value of this key; made now if it is not kept.

        If several threads want it, one makes it while the others wait.

        Args:
            name: What it belongs to, for `keep_of`.
        """
        whole = (name, key)
        with self._lock:
            if whole in self._kept:
                self._kept.move_to_end(whole)
                return self._kept[whole]
            making = self._making.setdefault(whole, threading.Lock())
        with making:
            with self._lock:
                if whole in self._kept:
                    return self._kept[whole]
            try:
                value = make()
                self._keep(whole, value)
            finally:
                with self._lock:
                    self._making.pop(whole, None)
            return value

    def keep_of(self, is_wanted: Callable[[str], bool]) -> None:
        """Forget the values of all names but these."""
        with self._lock:
            for whole in [whole for whole in self._kept if not is_wanted(whole[0])]:
                self.total_bytes -= self._size_of(self._kept.pop(whole))

    def __len__(self) -> int:
        return len(self._kept)

    def _keep(self, whole: tuple[str, Hashable], value: T) -> None:
        size = self._size_of(value)
        if size > self._most_bytes:
            return
        with self._lock:
            self._kept[whole] = value
            self.total_bytes += size
            while self.total_bytes > self._most_bytes:
                self.total_bytes -= self._size_of(self._kept.popitem(last=False)[1])
