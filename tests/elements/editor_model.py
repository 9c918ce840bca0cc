"""A table that is edited in any order of what may happen, beside a model of a few lines.

The model is a table and a list of what was done to it, each thing once, in order. What happens: cells,
pastes, rows that are added, deleted and brought back, while messages and pages are under way for as long
as it pleases; a script that passes the same table each time, or what it got the last time, with totals
computed or not; a table computed anew; code that sets and resets what was edited.

The browser is one of a few lines, too: it sends all changes that it knows of, each time.
"""

from __future__ import annotations

import copy
import json
from collections import deque
from typing import Any, NamedTuple

from elements.tabs import Tab
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

import anew as st

COLUMNS = ("n", "t")
PASSES = ("same", "fed back", "fed back with totals", "fed back by a callback")


class Seen(NamedTuple):
    """A page that is under way to the browser."""

    record: Any
    answered: int  # The last message that it reflects.
    generation: int  # Of the data.


class Browser:
    """What a tab does: it shows its changes at once, over the table that it has."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.pending: dict[str, Any] | None = None
        self.sent = 0
        self.given = 0  # The ids below it have been given to rows.

    def receive(self, seen: Seen) -> bool:
        """Show a page; whether changes are to be sent that follow it."""
        before, changes = self.seen, self.pending
        self.seen = seen
        if seen.answered >= self.sent or seen.record.id != before.record.id:
            self.pending = None
        if self.pending is None or seen.record.renewals == before.record.renewals:
            return False
        self.pending = None  # What was changed since then is changed in what the script has set.
        own = self.changes
        old = in_parts(before.record.value)
        for id, cells in changes["edited"].items():
            left = {
                name: one
                for name, one in cells.items()
                if old["edited"].get(id, {}).get(name, ...) != one
            }
            if left:
                own["edited"].setdefault(id, {}).update(left)
        own["added"].update(
            {id: row for id, row in changes["added"].items() if old["added"].get(id) != row}
        )
        own["deleted"] = [
            *own["deleted"],
            *[id for id in changes["deleted"] if id not in old["deleted"]],
        ]
        self.pending = own
        return True

    @property
    def changes(self) -> dict[str, Any]:
        """All changes over the table, as they would be sent."""
        if self.pending is not None:
            return self.pending
        return in_parts(self.seen.record.value)

    def base(self) -> dict[int, dict[str, Any]]:
        """The rows of the table, by id."""
        record = self.seen.record
        columns = {one.name: one.listed() for one in record.content.sheet.columns}
        return {
            id: {name: columns[name][place] for name in COLUMNS}
            for place, id in enumerate(record.ids.ids)
        }

    def rows(self) -> dict[int, dict[str, Any]]:
        """The rows as they are shown."""
        changes = self.changes
        rows = self.base()
        for id, cells in [*changes["edited"].items(), *changes["added"].items()]:
            if id in rows:
                rows[id].update(cells)
            elif id in changes["added"]:
                rows[id] = {name: cells.get(name) for name in COLUMNS}
        return {id: cells for id, cells in rows.items() if id not in changes["deleted"]}

    def change(self) -> dict[str, Any]:
        self.pending = copy.deepcopy(self.changes)
        return self.pending

    def next_id(self) -> int:
        self.given = max(self.seen.record.next_id, self.given) + 1
        return self.given - 1

    def message(self) -> tuple[int, str, str, int]:
        self.sent += 1
        assert self.pending is not None
        text = json.dumps(
            {
                "edited": {str(id): cells for id, cells in self.pending["edited"].items()},
                "added": list(self.pending["added"].items()),
                "deleted": self.pending["deleted"],
                "after": self.seen.record.renewals,
            }
        )
        return self.sent, self.seen.record.id, text, self.seen.generation


def in_parts(text: str) -> dict[str, Any]:
    """The changes that a text says."""
    value = json.loads(text or "{}")
    return {
        "edited": {int(id): cells for id, cells in value.get("edited", {}).items()},
        "added": dict(value.get("added", [])),
        "deleted": value.get("deleted", []),
    }


class Model:
    """A table, and what was done to it."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.names = 0  # Given to rows so far.
        self.base = {self.name(): row for row in rows}
        self.log: list[tuple[Any, ...]] = []

    def name(self) -> int:
        self.names += 1
        return -self.names

    def rows(self, more: list[tuple[Any, ...]] = ()) -> dict[int, dict[str, Any]]:
        """The table, with what was done, and with what will be."""
        rows = {
            name: {column: row[column] for column in COLUMNS} for name, row in self.base.items()
        }
        for what, name, *rest in [*self.log, *more]:
            match what:
                case "cell" if name in rows:
                    rows[name][rest[0]] = rest[1]
                case "cell" if len(rest) > 2:  # Of a row that was added, and was reset meanwhile.
                    rows[name] = dict(rest[2])
                case "add" if name not in rows:
                    rows[name] = dict(rest[0])
                case "delete":
                    rows.pop(name, None)
        return rows


class EditorMachine(RuleBasedStateMachine):
    """What may happen. Each value that is entered is another one."""

    @initialize(
        passes=some.sampled_from(PASSES),
        num_rows=some.sampled_from(["dynamic", "fixed"]),
        has_key=some.booleans(),
        kind=some.sampled_from(["pandas", "rows", "columns"]),
        count=some.integers(0, 4),
    )
    def begin(self, passes, num_rows, has_key, kind, count):
        self.passes, self.num_rows, self.kind = passes, num_rows, kind
        self.has_key = has_key or passes == "fed back by a callback"
        self.value = 100
        self.generation = 0
        rows = [self.row() for _ in range(max(count, kind != "pandas"))]
        self.model = Model(rows)
        self.data = self.table(rows)
        if passes == "fed back with totals":
            self.data = self.with_totals(self.data)
        self.code: list[Any] = []
        self.was_reset = False
        self.under_way: deque[Any] = deque()  # Messages to the server.
        self.pages: deque[Seen] = deque()
        self.actions: dict[int, list[tuple[Any, ...]]] = {}  # By message.
        self.answered = 0
        self.tab = Tab()
        self.run_script(None)
        self.browser = Browser(self.pages.popleft())
        self.names = dict(zip(self.browser.rows(), self.model.rows(), strict=True))
        self.is_reset = False

    # The script ---------------------------------------------------------------------------

    def row(self) -> dict[str, Any]:
        return {"n": float(self.another()), "t": f"text {self.another()}"}

    def another(self) -> int:
        self.value += 1
        return self.value

    def table(self, rows):
        if self.kind == "rows":
            return [dict(row) for row in rows]
        columns = {name: [row[name] for row in rows] for name in COLUMNS}
        if self.kind == "columns":
            return columns
        import pandas as pd

        return pd.DataFrame(
            {"n": pd.Series(columns["n"], dtype=float), "t": pd.Series(columns["t"], dtype=object)}
        )

    def listed(self, table):
        if self.kind == "rows":
            return [{name: row[name] for name in COLUMNS} for row in table]
        columns = {name: list(table[name]) for name in COLUMNS}
        return [dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns.values(), strict=True)]

    def script(self):
        if self.has_key:
            for value in self.code:
                st.session_state["editor"] = value
        key = "editor" if self.has_key else None
        callback = self.apply if self.passes == "fed back by a callback" else "rerun"
        edited = st.data_editor(
            self.data,
            num_rows=self.num_rows,
            key=key,
            hide_index=True,
            column_order=COLUMNS,
            on_change=callback,
        )
        if self.passes.startswith("fed back") and callback == "rerun":
            self.data = copy.deepcopy(edited)
            if self.passes == "fed back with totals":
                self.data = self.with_totals(self.data)
        return edited

    def with_totals(self, table):
        rows = self.listed(table)
        totals = [f"{row['n']} {row['t']}" for row in rows]
        if self.kind == "rows":
            return [{**row, "total": total} for row, total in zip(rows, totals, strict=True)]
        table["total"] = totals
        return table

    def apply(self):
        """A callback that keeps what was changed in the script's own table."""
        changes = st.session_state["editor"]
        rows = self.listed(self.data)
        for place, cells in changes["edited_rows"].items():
            rows[place].update(cells)
        gone = set(changes["deleted_rows"])
        rows = [row for place, row in enumerate(rows) if place not in gone]
        rows += [{name: row.get(name) for name in COLUMNS} for row in changes["added_rows"]]
        self.data = self.table(rows)

    def run_script(self, message):
        sent = {}
        if message is not None:
            number, id, text, generation = message
            self.answered = number
            if id in self.tab.state.widgets:
                sent = {self.tab.state.widgets[id].slot: text}
            for done in range(1, number + 1):
                for action in self.actions.pop(done, []):
                    if generation == self.generation:
                        self.model.log.append(action)
        edited = self.run_once(sent)
        self.code = []
        self.pages.append(Seen(self.tab.element, self.answered, self.generation))
        self.compare(self.listed(edited), self.model.rows())

    def compare(self, rows, expected):
        expected = [*expected.values()]
        if self.was_reset:  # A row that is edited while it is reset comes back, at some place.
            rows, expected = sorted(rows, key=repr), sorted(expected, key=repr)
        assert rows == expected

    def run_once(self, sent):
        def script():
            if sent and self.passes == "fed back by a callback":
                self.tab.last_run.layers  # noqa: B018
                changed = self.tab.last_run.layers.changed()
                for placed in changed:
                    placed.callback.function()
            return self.script()

        return self.tab.run(script, sent=sent)

    # What happens --------------------------------------------------------------------------

    def act(self, *actions):
        message = self.browser.message()
        self.actions[message[0]] = list(actions)
        self.under_way.append(message)

    def choose(self, data):
        ids = [*self.browser.rows()]
        return data.draw(some.sampled_from(ids)) if ids else None

    @rule(data=some.data(), column=some.sampled_from(COLUMNS), is_empty=some.booleans())
    def edit(self, data, column, is_empty):
        id = self.choose(data)
        if id is not None:
            value = None if is_empty and column == "t" else self.row()[column]
            self.act(self.set_cell(id, column, value, self.browser.change()))

    def set_cell(self, id, column, value, changes):
        name = self.names[id]
        if id in changes["added"]:
            changes["added"][id][column] = value
            return "cell", name, column, value, dict(changes["added"][id])
        changes["edited"].setdefault(id, {})[column] = value
        return "cell", name, column, value

    @rule(data=some.data(), size=some.integers(1, 6))
    def paste(self, data, size):
        ids = [*self.browser.rows()]
        if not ids:
            return
        first = data.draw(some.integers(0, len(ids) - 1))
        changes = self.browser.change()
        actions = [
            self.set_cell(id, column, self.row()[column], changes)
            for id in ids[first : first + size]
            for column in COLUMNS
        ]
        left = first + size - len(ids) if self.num_rows == "dynamic" else 0
        actions += [self.new_row(changes) for _ in range(left)]
        self.act(*actions)

    def new_row(self, changes):
        id, name, row = self.browser.next_id(), self.model.name(), self.row()
        self.names[id] = name
        changes["added"][id] = dict(row)
        return "add", name, row

    @precondition(lambda self: self.num_rows == "dynamic")
    @rule()
    def add(self):
        self.act(self.new_row(self.browser.change()))

    @precondition(lambda self: self.num_rows == "dynamic")
    @rule(data=some.data())
    def delete(self, data):
        id = self.choose(data)
        is_last = len(self.browser.rows()) < 2 and self.kind != "pandas"
        if id is None or is_last:  # Without rows, plain data do not know their types.
            return
        changes = self.browser.change()
        changes["added"].pop(id, None)
        changes["deleted"] = [*changes["deleted"], id]
        self.act(("delete", self.names[id]))

    @rule(most=some.integers(1, 3))
    def run(self, most):
        """A run takes up some of the messages: the last of them counts."""
        taken = [self.under_way.popleft() for _ in range(min(most, len(self.under_way)))]
        self.run_script(taken[-1] if taken else None)

    @rule()
    def deliver(self):
        if self.pages:
            self.receive()
            self.learn()

    def receive(self):
        if self.browser.receive(self.pages.popleft()):
            self.act()

    def learn(self):
        """Rows that the script has set have names in the model, too."""
        if not self.under_way and not self.pages:
            shown = self.browser.rows()
            for id, name in zip(shown, self.model.rows(), strict=True):
                self.names.setdefault(id, name)

    def settle(self):
        while self.under_way or self.pages:
            if self.under_way:
                self.run_script(self.under_way.popleft())
            while self.pages:
                self.receive()
        self.learn()

    @rule()
    def wait_for_all(self):
        self.settle()
        self.run_script(None)
        self.settle()
        self.compare([*self.browser.rows().values()], self.model.rows())
        self.is_reset = False

    @precondition(lambda self: self.has_key and self.passes == "same" and len(self.pages) < 9)
    @rule(data=some.data())
    def reset(self, data):
        self.code.append(data.draw(some.sampled_from([None, {}])))
        self.model.log.clear()
        self.is_reset = self.was_reset = True
        self.run_script(None)

    @precondition(
        lambda self: (
            self.has_key and self.passes == "same" and self.model.base and len(self.pages) < 9
        )
    )
    @rule(data=some.data())
    def set(self, data):
        place = data.draw(some.integers(0, len(self.model.base) - 1))
        value = self.row()["n"]
        self.code.append({"edited_rows": {place: {"n": value}}})
        self.model.log[:] = [("cell", [*self.model.base][place], "n", value)]
        self.is_reset = self.was_reset = True
        self.run_script(None)

    @precondition(lambda self: self.has_key and self.passes == "same" and len(self.pages) < 9)
    @rule()
    def compute_anew(self):
        """Other data for as many rows: what was changed stays changed."""
        rows = [self.row() for _ in self.model.base]
        self.data = self.table(rows)
        self.model.base = dict(zip(self.model.base, rows, strict=True))
        self.is_reset = True  # Until the tab has it, it shows the data of before.
        self.run_script(None)

    @invariant()
    def what_is_shown_is_what_was_done(self):
        """At once, whatever is under way: nothing is lost, nothing counts twice, nothing flickers."""
        if not hasattr(self, "browser") or self.is_reset:
            return
        coming = [action for number in sorted(self.actions) for action in self.actions[number]]
        shown = [*self.browser.rows().values()]
        self.compare(shown, self.model.rows(coming))
