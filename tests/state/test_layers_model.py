"""The state layers against a model that is plainly right: dicts, copied at each run."""

from __future__ import annotations

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from anew.errors import DuplicateWidgetID, WidgetAlreadyInstantiatedError
from anew.state.layers import Layers
from anew.state.memory import ABSENT
from anew.state.state import Placement, State

KEYS = ("a", "b", "c", "d")
keys = strategies.sampled_from(KEYS)
values = strategies.integers(0, 3)


SUBMIT = "submit"  # The button of the form that "c" and "d" are in.
IN_FORM = ("c", "d")


def placement(key: str, variant: int) -> Placement:
    """A widget with this key; another variant is another widget with the same key."""
    is_in_form = key in IN_FORM
    return Placement(
        form="form" if is_in_form else "",
        is_cleared=is_in_form,
        id=f"{key}/{variant}",
        slot=key,
        kind="slider",
        default=100 + variant,
        decode=lambda raw: raw,
        accept=lambda value: value,
    )


def submit_button() -> Placement:
    return Placement(
        id=SUBMIT,
        slot="$$" + SUBMIT,
        kind="form_submit_button",
        default=False,
        decode=lambda raw: raw,
        accept=lambda value: value,
        is_trigger=True,
        is_read_only=True,
        form="form",
        submits_form=True,
    )


class Model:
    """What the rules say, with no thought of speed.

    `remembered` is what held when the last run ended: for each key its value, and which
    widget it belongs to (None: the author's). `cleared` has the keys whose widgets show
    their defaults, since their form was sent.
    """

    def __init__(self) -> None:
        self.remembered: dict[str, tuple[object, str | None]] = {}
        self.on_screen: dict[str, str] = {}  # Widget ids by key.
        self.cleared: set[str] = set()
        self.begin({}, {})

    def begin(self, sent: dict[str, int], form: dict[str, object]) -> None:
        """Begin a run; `form` has the defaults of the form that was sent, by key."""
        self.now = {key: value for key, (value, _) in self.remembered.items()}
        self.now.update({key: form[key] for key in self.cleared & form.keys()})
        self.now.update(sent)
        self.cleared = (self.cleared - sent.keys()) | form.keys()
        self.written: set[str] = set()
        self.deleted: set[str] = set()
        self.made: dict[str, tuple[str, object]] = {}

    def place(self, key: str, widget: str, default: object) -> object:
        belongs_to = self.remembered.get(key, (None, None))[1]
        is_anothers = belongs_to not in (None, widget) and key not in self.written
        is_new = is_anothers or key not in self.now
        value = default if is_new else self.now[key]
        if is_new:
            self.cleared.discard(key)
        self.now[key] = value
        self.made[key] = (widget, value)
        self.deleted.discard(key)
        self.written.discard(key)
        return value

    def end(self, *, is_finished: bool, is_rerun: bool) -> None:
        remembered: dict[str, tuple[object, str | None]] = {}
        for key in KEYS:
            if is_rerun and key in self.deleted:
                if key in self.written:
                    remembered[key] = (self.now[key], None)
            elif key in self.made:
                widget, shown = self.made[key]
                remembered[key] = (self.now.get(key, shown), widget)
            elif key in self.now:
                owner = None if key in self.written else self.remembered.get(key, (0, None))[1]
                if owner is None or not is_finished:
                    remembered[key] = (self.now[key], owner)
        self.remembered = remembered
        self.cleared &= remembered.keys()
        new = {key: widget for key, (widget, _) in self.made.items()}
        self.on_screen = new if is_finished else {**self.on_screen, **new}


class LayersAgainstModel(RuleBasedStateMachine):
    @initialize()
    def start(self) -> None:
        self.state = State()
        self.model = Model()
        self.layers = Layers(self.state)

    @rule(key=keys, value=values)
    def write(self, key: str, value: int) -> None:
        is_made = key in self.model.made and key not in self.model.deleted
        try:
            self.layers.write(key, value)
        except WidgetAlreadyInstantiatedError:
            assert is_made
            return
        assert not is_made
        self.model.now[key] = value
        self.model.written.add(key)
        self.model.cleared.discard(key)

    @rule(key=keys)
    def delete(self, key: str) -> None:
        was_there = self.layers.delete(key)

        assert was_there == (key in self.model.now)
        self.model.now.pop(key, None)
        self.model.written.discard(key)
        self.model.cleared.discard(key)
        self.model.deleted.add(key)

    @rule(key=keys, variant=strategies.integers(0, 1))
    def place(self, key: str, variant: int) -> None:
        widget = placement(key, variant)
        try:
            value = self.layers.place(widget)
        except DuplicateWidgetID:
            assert key in self.model.made
            return
        assert key not in self.model.made
        assert value == self.model.place(key, widget.id, widget.default)
        assert self.layers.is_cleared(key) == (key in self.model.cleared)

    @rule(ending=strategies.sampled_from(("whole", "stopped", "rerun")), data=strategies.data())
    def end_the_run_and_begin_the_next(self, ending: str, data: strategies.DataObject) -> None:
        is_finished, is_rerun = ending == "whole", ending == "rerun"
        self.layers.place(submit_button())
        self.layers.fold(is_finished=is_finished, is_rerun=is_rerun)
        self.model.end(is_finished=is_finished, is_rerun=is_rerun)
        on_screen = [widget for widget in self.state.widgets.values() if not widget.is_trigger]
        widgets = {widget.id: widget for widget in on_screen}
        assert len({widget.slot for widget in widgets.values()}) == len(widgets)
        current = [name for name in widgets if self.state.owners.get(widgets[name].slot) == name]
        sent = {}
        if current:
            chosen = data.draw(strategies.lists(strategies.sampled_from(current), unique=True))
            sent = {name: data.draw(values) for name in chosen}
        is_form_sent = data.draw(strategies.booleans())
        form = {widget.slot: widget.default for widget in on_screen if widget.form}
        self.layers = Layers(self.state, sent, SUBMIT if is_form_sent else None)
        self.model.begin(
            {widgets[name].slot: value for name, value in sent.items()},
            form if is_form_sent else {},
        )

    @invariant()
    def reads_agree(self) -> None:
        if not hasattr(self, "layers"):
            return
        for key in KEYS:
            assert self.layers.read(key) == self.model.now.get(key, ABSENT)
        assert set(self.layers.keys()) == set(self.model.now)


LayersAgainstModel.TestCase.settings = settings(max_examples=150, stateful_step_count=40)
test_the_layers_agree_with_the_model = LayersAgainstModel.TestCase
