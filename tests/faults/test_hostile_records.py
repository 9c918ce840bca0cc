"""Somebody has written into the store: a tab that comes back gets its session, or a new one, never a crash.

What is in a store was encoded by us, but stores are reached by others. So records and values are changed
as a fuzzer does it, and a tab resumes from them: through the registry and a run of the script.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from codec.test_hostile import FORBIDDEN, mutated, signed
from dateutil import relativedelta
from faults.trials import Trials
from msgspec.structs import replace
from session.process import Process, click
from stores.places import OPTIONS

from anew.codec import library_forms
from anew.codec.libraries import NAMES
from anew.protocol.ids import new_tab_id
from anew.protocol.messages import BEHIND
from anew.stores.base import Commit, StoreError, next_epoch
from anew.testing.tab import Tab

if TYPE_CHECKING:
    import random

SCRIPT = """
import datetime
import anew as st

class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

class Node:
    pass

if "count" not in st.session_state:
    node = Node()
    node.me, node.parts = node, [Point(1, [2]), {True: (1, 2.5)}]
    st.session_state.update(
        count=0,
        node=node,
        rows=[{"id": n, "name": f"row {n}"} for n in range(20)],
        when=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC),
        many={(1, 2): {3}, "a": frozenset({4}), 2**80: b"x", 1.5: ...},
    )

def add():
    st.session_state.count += 1

st.button("Add", on_click=add)
st.text_input("Name", "Ada", key="name")
st.slider("Level", 0, 10, 3, key="level")
st.selectbox("Colour", ["red", "green"], key="colour")
st.multiselect("Colours", ["red", "green"], ["red"], key="colours")
st.date_input("Day", datetime.date(2024, 1, 1), key="day")
st.checkbox("Sure?")
for key in [*st.session_state]:
    st.text(f"{key!r} {st.session_state.get(key)!r}"[:100])
st.text("The end")
"""
WARM_UP = 10  # In which libraries import what they need, and the script is compiled.
ANEW = 2_000  # Sessions of a process.
FIELDS = ("owner", "epoch", "version", "event", "opened_at", "committed_at", "expires_at")
NUMBERS = (-1, 0, 1, 2**31, 2**53, 2**53 - 1, 2**62, 2**63 - 1, -(2**63))
KEYS = ("", "\0", "\ud800", "__class__", "$$ID-1-name", "x" * 10_000, "name", "count", "a\nb")
assert relativedelta  # pandas imports it when it first meets certain dates.
assert library_forms  # It is imported with the first value that needs it,
"".encode("utf-16-le")  # and this with the first text that has half a character.
OURS = ("The store failed", "A job on a script thread failed", "fault")


class Watch:
    """Sees what Python is asked to do, while it is on, but for what each run of a script does."""

    is_on = False

    def __init__(self) -> None:
        self.seen: list[str] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple) -> None:
        if not self.is_on or event not in FORBIDDEN:
            return
        text = str(arguments)[:200]
        is_script = event == "exec" and "app.py" in text
        is_source = event == "open" and str(arguments[0]).endswith(".py") and arguments[1] == "r"
        # For a traceback, Python parses the lines that it shows.
        is_line = event == "compile" and arguments[1] == "<unknown>"
        is_zone = event == "open" and "zoneinfo" in text
        if not (is_script or is_source or is_line or is_zone or is_known_library()):
            self.seen.append(f"{event} {text}")


def is_known_library() -> bool:
    """Whether one of the libraries is imported whose values have a form: our own text names it."""
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_name == "import_module":
            return str(frame.f_locals.get("name")).partition(".")[0] in NAMES
        frame = frame.f_back
    return False


class Planter:
    """A session's record and values as a store had them, and how others change them."""

    def __init__(self, place, kind: str) -> None:
        self.place, self.kind = place, kind
        self.store = place.open(replace(OPTIONS, ttl_seconds=3600.0))
        process, tab = Process(self.store, SCRIPT), Tab()
        process.open(tab)
        click(process, tab)
        process.save()
        taken = self.store.take_over(tab.name, "browser")
        self.good = taken.record
        self.values = {**taken.values, **self.store.load(tab.name, taken.large)}

    def plant(self, chance: random.Random) -> str:
        """A session that somebody has changed; its name."""
        name = new_tab_id()
        values, content = dict(self.values), self.good.place
        what = chance.choice(["values", "values", "swap", "place", "keys", "record"])
        keys = chance.sample([*values], min(len(values), chance.randint(1, 3)))
        if what == "values":
            values |= {key: hostile(values[key], chance) for key in keys}
        elif what == "swap":
            values |= {key: chance.choice([*values.values()]) for key in keys}
        elif what == "place":
            content = hostile(content, chance)
        elif what == "keys":
            values |= {key: chance.choice([*values.values()]) for key in chance.sample(KEYS, 3)}
        commit = Commit(
            session=name,
            owner="browser",
            epoch=next_epoch(),
            after=0,
            version=self.good.version,
            event=self.good.event,
            place=content,
            written=values,
        )
        self.store.commit([commit])
        if what == "record":
            with suppress(StoreError):
                self.change(name, chance.choice(FIELDS), chance)
        return name

    def change(self, name: str, field: str, chance: random.Random) -> None:
        """Change a field of a record behind the store's back."""
        number = chance.choice(NUMBERS)
        is_time = field.endswith("_at")
        match self.kind:
            case "memory":
                kept = self.store._sessions[name]
                kept.record = replace(kept.record, **{field: number})
            case "sqlite":
                value = str(number) if field == "owner" else number
                value = chance.choice([float("inf"), -1e300, 1e300, number]) if is_time else value
                with self.store.writing() as connection:
                    connection.execute(
                        f"UPDATE sessions SET {field} = ? WHERE session = ?", (value, name)
                    )
            case "valkey":
                value = chance.choice(
                    [b"nan", b"inf", b"", b"\xff", b"1e400", str(number).encode()]
                )
                self.place.client.hset(f"anew:session:{name}", field, value)
            case _:
                value = chance.choice(["infinity", "-infinity", "4714-11-24 BC", "294276-12-31"])
                self.place.connection.execute(
                    f"UPDATE anew_sessions SET {field} = %s WHERE session = %s",
                    (value if is_time else str(number), name),
                )


def hostile(content: bytes, chance: random.Random) -> bytes:
    """Changed bytes of a value or a place, often with the checksum that they should have."""
    head, mark, value = content.rpartition(b"\n") if b"\n" in content[:200] else (b"", b"", content)
    changed = mutated(value + b"\0" * max(0, 8 - len(value)), chance)
    if chance.random() < 0.8:
        changed = signed(changed)
    return chance.choice(
        [head + mark + changed] * 8 + [changed, b"", head + mark, chance.randbytes(40)]
    )


def resumed(process: Process, name: str, event: int) -> list[str]:
    """What is wrong when a tab comes back for this session and goes on."""
    tab = Tab()
    tab.name, tab.acknowledged = name, event
    process.session = None
    process.open(tab)
    if not tab.is_open:
        return [] if tab.closed == BEHIND else [f"the connection was closed: {tab.closed}"]
    faults = []
    [welcome] = [message for message in tab.heard if message["tag"] == "welcome"]
    if not tab.is_resumed and not welcome.get("is_lost"):
        faults.append("a tab was not told that its session is lost")
    if tab.elements("button"):
        click(process, tab)
    elif not tab.elements("exception"):  # Of the script: a value may be one that it cannot use.
        faults.append(f"there is no page: {tab.heard[-1]}")
    process.save()
    if tab.is_open and tab.unacknowledged:
        faults.append("what a tab did then was not acknowledged")
    process.registry.end(process.session)
    return faults


@pytest.fixture
def watch():
    watch = Watch()
    yield watch
    watch.is_on = False


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["memory", "sqlite", "valkey", "postgresql"])
def test_a_tab_comes_back_to_what_others_have_written(place_of, watch, caplog, kind):
    planter = Planter(place_of(kind), kind)
    process = Process(planter.store, SCRIPT)
    caplog.set_level(logging.WARNING)
    short = 20 if kind == "postgresql" else 40
    with Trials("hostile bytes in the store", store=kind, short=short, full=25_000) as trials:
        for number, chance in enumerate(trials):
            name = planter.plant(chance)
            watch.is_on = number % ANEW >= WARM_UP
            faults = resumed(process, name, planter.good.event)
            watch.is_on = False
            told = [text for text in caplog.messages if any(word in text for word in OURS)]
            trials.add([*faults, *watch.seen[:3], *told[:3]])
            watch.seen.clear()
            caplog.clear()
            planter.store.remove(name)
            if number % ANEW == ANEW - 1:
                process = Process(planter.store, SCRIPT)


def test_a_key_without_a_name_is_left_where_it_is(place_of):
    """No script can have written it, and none could read it."""
    planter = Planter(place_of("memory"), "memory")
    process, tab = Process(planter.store, SCRIPT), Tab()
    tab.name = new_tab_id()
    commit = Commit(
        session=tab.name,
        owner="browser",
        epoch=next_epoch(),
        after=0,
        version=1,
        event=1,
        place=planter.good.place,
        written={**planter.values, "": planter.values["count"]},
    )
    planter.store.commit([commit])

    process.open(tab)

    assert tab.is_resumed
    assert tab.elements("exception") == []
    assert tab.elements("text")[-1]["body"] == "The end"
