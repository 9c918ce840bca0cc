"""The options that a user chooses from: any objects, and their labels.

A browser gets only the labels, as one field of the record, which is sent when it changes.
It answers with the index of an option, its label and the number of options, because the options
may have changed while the answer was on its way. The state holds the options themselves, so a
value stays while the options around it change.

A script that runs again may create all of its options anew, of classes that are new as well; then
none equals its predecessor. So options are compared by `==` where that is reliable, as for text
and numbers, and others also by their labels. As a last resort the index decides, if the number of
options is unchanged.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from numbers import Number
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeVar

import msgspec

from anew.ambient.context import here
from anew.arguments import shown_text, words_of
from anew.elements.markup import Inline
from anew.elements.shared.parameters import brief
from anew.errors import (
    DefaultNotInOptionsError,
    InvalidParameterTypeError,
    ValueOutOfRangeError,
)
from anew.protocol.messages import Wire
from anew.state.state import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anew.protocol.messages import Json

FilterMode: TypeAlias = Literal["fuzzy", "contains", "prefix"] | None

FILTER_MODES = words_of(FilterMode)

Option = TypeVar("Option")

# Types for which `==` is reliable across runs; for an Enum, its name decides (R35).
PLAIN = (str, bytes, int, float, complex, type(None), date, time, timedelta, Decimal, Enum, Number)

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class Options(Wire):
    """Options in order; a browser sees their labels, as plain text.

    They compare by their labels, so that the page changes only if a label does.
    """

    __slots__ = ("_places", "format", "labels", "values")

    def __init__(
        self, values: Iterable[Any] = (), format: Callable[[Any], object] | None = None
    ) -> None:
        self.values = tuple(values)
        self.format = format or str
        labels = tuple([str(self.format(value)) for value in self.values])
        self.labels = labels if "".join(labels).isascii() else tuple(map(shown_text, labels))
        self._places: dict[str, int] | None = None  # Index by label, built on first use.

    @property
    def are_relabelled(self) -> bool:
        """Whether an option can keep its identity under another label; text is its own label."""
        return self.format is not str or not (self.values and _is_plain(self.values[0]))

    def __len__(self) -> int:
        return len(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Options) and self.labels == other.labels

    def __hash__(self) -> int:
        return hash(self.labels)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self.values)!r})"

    def to_wire(self) -> tuple[str, ...]:
        return self.labels

    def index_of(self, value: object) -> int | None:
        """The index of an option; None if the value is not one."""
        index = _position(self.values, value)
        if index is not None:
            return index
        if isinstance(value, Enum):
            return self._index_of_member(value)
        return None if isinstance(value, PLAIN) else self._index_by_label(value)

    def today(self, value: Any, before: Options) -> Any:
        """What was chosen among the previous run's options, as the matching objects of this run.

        Args:
            value: One of those options, or several of them; anything else is returned unchanged.
        """
        if _is_plain(value) or _position(self.values, value) is not None:
            return value
        place = next((at for at, one in enumerate(before.values) if one is value), None)
        if place is not None:
            return self._successor(value, place, before)
        if isinstance(value, list | tuple) and type(value) in (list, tuple):
            return type(value)([self.today(item, before) for item in value])
        return value

    def several(self, value: object) -> object:
        """The value for a widget of several options, from `value`, which may be a single one."""
        return [value] if _position(self.values, value) is not None else value

    def at(self, raw: Json) -> Any:
        """The option that a browser chose, or `Refused`."""
        return self.values[self.place_of(raw)]

    def place_of(self, raw: Json) -> int:
        """The index of the option that a browser chose, or `Refused`.

        A browser sends `[index, label, count]` as it sees them; the label decides. If that label
        is gone and the number of options is unchanged, the index decides, because the option may
        have another label now. A bare index is the form in which the record holds its value.
        """
        index, label, count = (*raw, None)[:3] if _is_choice(raw) else (raw, None, None)
        if isinstance(index, bool) or not isinstance(index, int):
            raise Refused(f"{brief(index)} is not the index of an option.")
        is_there = 0 <= index < len(self.values)
        if label is None and not is_there:
            raise Refused(f"There is no option {brief(raw)}: there are {len(self.values)}.")
        if label is None or (is_there and self.shown_label(index) == label):
            return index
        if label in self._shown_places():
            return self._shown_places()[label]
        if is_there and count == len(self.values) and self.are_relabelled:
            return index
        raise Refused(f"Option {brief(label)} no longer exists.")

    def shown_label(self, index: int) -> str:
        """A label as the browser received it."""
        return self.labels[index]

    def text_of(self, raw: Json) -> str:
        """What a browser sends, as text in the address: a label, or the text of a new option."""
        return raw if isinstance(raw, str) else self.labels[raw]

    def index_in(self, text: str) -> int:
        """The index of the option with this label, or `Refused`."""
        if text not in self.labels:
            raise Refused(f"{brief(text)} is not the label of an option.")
        return self.labels.index(text)

    def raw_of(self, text: str, *, takes_new: bool = False) -> int | str:
        """The inverse of `text_of`, or `Refused`."""
        return text if takes_new and text not in self.labels else self.index_in(text)

    def digest(self) -> str:
        """Identifies the options, from one run to the next (R37)."""
        is_plain = self.format is str
        texts = self.labels if is_plain else tuple(map(_stable_text, self.values, self.labels))
        if any(" at 0x" in text for text in texts):  # Differs from run to run.
            texts = tuple([_ADDRESS.sub("", text) for text in texts])
        return hashlib.blake2b(repr(texts).encode(), digest_size=16).hexdigest()

    def _shown_places(self) -> dict[str, int]:
        """The first index of each label, as the browser received the labels."""
        if self._places is None:
            places = range(len(self.values))
            self._places = {self.shown_label(place): place for place in reversed(places)}
        return self._places

    def _successor(self, value: object, place: int, before: Options) -> Any:
        """The option that replaces one which an earlier run created."""
        label = before.labels[place]
        if place < len(self) and self.labels[place] == label:
            return self.values[place]
        if label in self.labels:
            return self.values[self.labels.index(label)]
        is_relabelled = len(self) == len(before) and _is_of_one_kind(self.values[place], value)
        return self.values[place] if is_relabelled else value

    def _index_by_label(self, value: object) -> int | None:
        """The index of an option of the same kind, with the label that `value` would have."""
        try:
            label = shown_text(self.format(value))
        except Exception:  # noqa: BLE001  # an author's format_func may handle only its options
            return None
        places = [at for at, other in enumerate(self.labels) if other == label]
        return next((at for at in places if _is_of_one_kind(self.values[at], value)), None)

    def _index_of_member(self, value: Enum) -> int | None:
        """R35: a script that runs again defines its enums again."""
        same = [
            index
            for index, option in enumerate(self.values)
            if isinstance(option, Enum)
            and option.name == value.name
            and type(option).__qualname__ == type(value).__qualname__
        ]
        if not same:
            return None
        match here().run.settings.runner.enum_coercion:
            case "nameOnly":
                return same[0]
            case "nameAndValue":
                equal = [at for at in same if self.values[at].value == value.value]
                return equal[0] if equal else None
            case "off":
                return None


class MarkdownOptions(Options):
    """Options whose labels are inline Markdown."""

    __slots__ = ()

    def to_wire(self) -> tuple[Inline, ...]:  # type: ignore[override]
        return tuple(map(Inline, self.labels))

    def shown_label(self, index: int) -> str:
        return Inline(self.labels[index]).to_wire()


class HasOptions(Protocol):
    """What the record of a widget with options must provide."""

    @property
    def options(self) -> Options: ...

    def accept(self, value: object) -> Any: ...


class Choosing:
    """What all widgets with options have in common: a mixin for their records."""

    __slots__ = ()

    def accept_after(self: HasOptions, value: object, before: Any) -> Any:
        return self.accept(self.options.today(value, before.options))

    def text_of(self: HasOptions, raw: Json) -> str:
        return self.options.text_of(raw)

    def raw_of(self: HasOptions, text: str) -> Json:
        return self.options.raw_of(text)

    def identity(self: HasOptions) -> object:
        """The record, with a digest in place of its options, however many there are."""
        blank = type(self.options)()
        record: Any = self
        return msgspec.structs.replace(record, options=blank, relabels=False), self.options.digest()


NO_OPTIONS = Options()
NO_MARKDOWN_OPTIONS = MarkdownOptions()


def listed(kind: str, options: Any, parameter: str = "options") -> list[Any]:
    """The options from what an author gave: a sequence, an Enum, a dict's keys, a column."""
    if options is None:
        return []
    if hasattr(options, "iloc") and hasattr(options, "columns"):  # A table: its first column.
        options = options.iloc[:, 0]
    for name in ("tolist", "to_list", "to_pylist"):
        convert = getattr(options, name, None)
        if callable(convert) and not isinstance(options, type):
            options = convert()
            break
    if not isinstance(options, Iterable):
        raise InvalidParameterTypeError(
            f"{kind}: {parameter}={options!r} cannot be listed. Pass a list, a dict, an Enum or a "
            f"column of a table."
        )
    return list(options)


def checked_index(kind: str, index: object, count: int) -> int | None:
    """The index of the initially chosen option; None for none."""
    if index is None:
        return None
    if isinstance(index, bool) or not isinstance(index, int):
        raise InvalidParameterTypeError(
            f"{kind}: index={index!r} is not a whole number. Pass the position of an option, or "
            f"None for no choice."
        )
    if count == 0:
        return None
    if not 0 <= index < count:
        raise ValueOutOfRangeError(
            f"{kind}: index={index!r} is not the position of an option. There are {count}, from 0 "
            f"to {count - 1}."
        )
    return index


def checked_default(kind: str, parameter: str, option: object, options: Options) -> Any:
    """The default, as the matching object among the options."""
    index = options.index_of(option)
    if index is None:
        raise DefaultNotInOptionsError(
            f"{kind}: {parameter} has {option!r}, which is not one of the options. Pass an "
            f"option, or add it to them."
        )
    return options.values[index]


def chosen_at_first(kind: str, default: object, options: Options) -> list[Any]:
    """The options that `default` names: several, or a single one."""
    if default is None:
        return []
    is_single = isinstance(default, str | bytes) or not isinstance(default, Iterable)
    if is_single or (not isinstance(default, list) and options.index_of(default) is not None):
        return [checked_default(kind, "default", default, options)]
    items = [checked_default(kind, "default", item, options) for item in listed(kind, default)]
    return items_of(kind, items)


def items_of(kind: str, value: object) -> list[Any]:
    """The options in a value that holds several, each once, in order."""
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise InvalidParameterTypeError(
            f"{kind}: its value in st.session_state is {value!r}; set a list of options."
        )
    unique: list[Any] = []
    for item in value:
        if _position(unique, item) is None:
            unique.append(item)
    return unique


def known(options: Options, items: Iterable[object], *, takes_new: bool = False) -> list[Any]:
    """The items that are options, as the options' own objects; new text too, if accepted."""
    found: list[Any] = []
    for item in items:
        index = options.index_of(item)
        if index is not None:
            found.append(options.values[index])
        elif takes_new and isinstance(item, str) and item:
            found.append(item)
    return found


def sent_items(raw: Json) -> list[Json]:
    """A list that a browser sent, without duplicates, or `Refused`."""
    if not isinstance(raw, list | tuple):
        raise Refused(f"{brief(raw)} is not a list of options.")
    if len(set(map(repr, raw))) < len(raw):
        raise Refused("An option is chosen twice.")
    return list(raw)


def _is_choice(raw: Json) -> bool:
    return isinstance(raw, list | tuple) and len(raw) in (2, 3) and isinstance(raw[1], str)


def _position(values: Sequence[object], value: object) -> int | None:
    """The index of an equal value, preferably of one that has the same type."""
    try:
        index = values.index(value)
    except ValueError as error:
        # An array among the values raises ValueError too: its comparison has no single result.
        if isinstance(value, PLAIN) and "not in" in str(error):
            return None
        index = None
    except Exception:  # noqa: BLE001  # an author's __eq__ may raise anything
        index = None
    if index is not None and type(values[index]) is type(value):
        return index
    same = (at for at, other in enumerate(values) if type(other) is type(value))
    found = next((at for at in same if _is_equal(values[at], value)), None)
    return index if found is None else found


def _is_equal(one: object, other: object) -> bool:
    """Whether two values are equal; some, such as arrays, cannot be compared."""
    try:
        return one is other or bool(one == other)
    except Exception:  # noqa: BLE001  # an author's __eq__ may raise anything
        return False


def _is_plain(value: object) -> bool:
    """Whether `==` is reliable for a value; for a list or tuple, for each of its items."""
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return isinstance(value, PLAIN)


def _is_of_one_kind(one: object, other: object) -> bool:
    """Whether two have the same class, even if a later run has defined that class again."""
    mine, its = type(one), type(other)
    return (mine.__module__, mine.__qualname__) == (its.__module__, its.__qualname__)


def _stable_text(value: object, label: str) -> str:
    """Text for an option that stays the same in the next run.

    For the script's own objects this is their class and label: their `str` could contain a
    memory address, or change as they do.
    """
    return str(value) if _is_plain(value) else f"{type(value).__qualname__} {label}"
