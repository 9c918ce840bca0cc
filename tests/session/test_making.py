"""Files that a tab asks for at the click: made once, told to who asked, in no run's and no chore's way."""

from __future__ import annotations

import logging

import pytest
from browser import stage
from session.office import Office
from session.process import Process

from anew.protocol.messages import Make
from anew.session.making import AT_ONCE, FAILED, GONE, TOO_MANY
from anew.testing.tab import Tab

SCRIPT = """
import anew as st
from browser.stage import note, wait

def quick():
    note("quick")
    return "quick one"

def slow(name):
    note(name)
    wait(name)
    return name

def failing():
    raise RuntimeError("the disk is gone")

def leaving():
    raise SystemExit

st.download_button("Quick", quick, "quick.txt")
st.download_button("Failing", failing)
st.download_button("Leaving", leaving)
st.download_button("Content", "text")
for number in range(6):
    st.download_button(f"Slow {number}", lambda name=f"slow {number}": slow(name))
if st.button("Wait"):
    wait("run")
"""


@pytest.fixture(autouse=True)
def _stage():
    stage.clear()
    yield
    stage.open_all()


class Visitor:
    """A tab of an app, and the files that it asks for."""

    def __init__(self, script: str = SCRIPT, office: Office | None = None) -> None:
        self.office = office or Office(script)
        self.tab = Tab()
        self.session = self.office.open(self.tab)

    def id_of(self, label: str) -> str:
        [button] = self.tab.elements(label=label)
        return button["id"]

    def ask(self, label: str, n: int) -> None:
        self.session.receive(Make(n=n, widget=self.id_of(label)))

    def told(self, n: int) -> dict:
        """What the tab is told of the file that it asked for under this number."""
        self.office.clock.run_until(lambda: bool(self._told(n)))
        [answer] = self._told(n)
        return answer

    def content(self, n: int) -> bytes:
        media = self.session._loan.media
        return media.held(self.told(n)["url"]).content

    def _told(self, n: int) -> list[dict]:
        return [made for made in self.made if made["n"] == n]

    @property
    def made(self) -> list[dict]:
        return [message for message in self.tab.heard if message["tag"] == "made"]

    def reconnect(self) -> None:
        self.session.detach(self.tab)
        self.tab.heard.clear()
        self.office.open(self.tab)


def test_a_file_is_made_when_it_is_asked_for():
    visitor = Visitor()
    assert stage.notes() == []

    visitor.ask("Quick", 1)

    assert visitor.content(1) == b"quick one"
    assert visitor.told(1) == {"tag": "made", "n": 1, "url": visitor.told(1)["url"]}
    assert stage.notes() == ["quick"]


def test_who_asks_again_after_a_reconnect_gets_the_same_answer_and_nothing_is_made_twice():
    visitor = Visitor()
    visitor.ask("Quick", 1)
    visitor.ask("Failing", 2)
    first, second = visitor.told(1), visitor.told(2)

    visitor.reconnect()
    visitor.ask("Quick", 1)
    visitor.ask("Failing", 2)

    assert (visitor.told(1), visitor.told(2)) == (first, second)
    assert stage.notes() == ["quick"]


def test_what_is_asked_for_twice_meanwhile_is_made_once():
    visitor = Visitor()
    visitor.ask("Slow 0", 1)
    stage.wait_for_note("slow 0")
    visitor.reconnect()
    visitor.ask("Slow 0", 1)
    visitor.ask("Slow 0", 2)
    stage.open_gate("slow 0")

    assert visitor.content(2) == b"slow 0"
    assert len(visitor.made) == 1
    assert stage.notes() == ["slow 0"]


def test_a_click_after_the_answer_makes_the_file_anew():
    visitor = Visitor()
    for n in (1, 2, 3):
        visitor.ask("Quick", n)
        visitor.told(n)

    assert stage.notes() == ["quick"] * 3


def test_a_run_goes_on_beside_it_and_it_beside_a_run():
    visitor = Visitor()
    visitor.ask("Slow 0", 1)
    stage.wait_for_note("slow 0")
    visitor.session.receive(visitor.tab.event(trigger=visitor.id_of("Wait")))
    visitor.ask("Quick", 2)

    assert visitor.content(2) == b"quick one"
    assert not visitor.session.is_idle
    stage.open_gate("run")
    visitor.office.settle(visitor.session)
    assert visitor.tab.is_settled
    assert visitor.session.is_busy  # A server that ends waits for the file as well.
    stage.open_gate("slow 0")
    assert visitor.content(1) == b"slow 0"
    assert not visitor.session.is_busy


@pytest.mark.parametrize("label", ["Failing", "Leaving"])
def test_a_function_that_fails_is_told_of_in_the_log_and_harms_nothing(caplog, label):
    visitor = Visitor()
    with caplog.at_level(logging.ERROR, "anew"):
        visitor.ask(label, 1)
        assert visitor.told(1) == {"tag": "made", "n": 1, "reason": FAILED}

    [record] = caplog.records
    assert record.message == "The function that makes a download's data failed."
    assert record.exc_info is not None
    visitor.ask("Quick", 2)
    assert visitor.content(2) == b"quick one"


def test_what_the_page_does_not_offer_is_refused():
    visitor = Visitor()
    for n, widget in enumerate(["unknown", "", visitor.id_of("Content"), visitor.id_of("Wait")], 1):
        visitor.session.receive(Make(n=n, widget=widget))

        assert visitor.told(n)["reason"] == GONE
    assert visitor.tab.is_open


def test_only_a_few_are_made_at_once_for_one_tab():
    visitor = Visitor()
    for number in range(AT_ONCE):
        visitor.ask(f"Slow {number}", number + 1)
    visitor.ask(f"Slow {AT_ONCE}", 10)
    visitor.ask("Quick", 11)

    assert visitor.told(10)["reason"] == visitor.told(11)["reason"] == TOO_MANY
    stage.open_gate("slow 2")
    assert visitor.content(3) == b"slow 2"
    visitor.ask("Quick", 12)
    assert visitor.content(12) == b"quick one"


def test_a_tab_that_is_loaded_again_and_again_has_no_more_at_once():
    visitor = Visitor()
    for number in range(AT_ONCE):
        visitor.ask(f"Slow {number}", 1 + number)
    visitor.tab.reload()
    visitor.office.open(visitor.tab)

    visitor.ask("Quick", 1)

    assert visitor.told(1)["reason"] == TOO_MANY
    for number in range(AT_ONCE):
        stage.open_gate(f"slow {number}")
    visitor.office.clock.run_until(lambda: not visitor.session.is_busy)
    assert len(visitor.made) == 1  # Nobody waits for the others any more.


def test_after_a_reload_a_click_is_another_click():
    visitor = Visitor()
    visitor.ask("Quick", 1)
    visitor.told(1)
    visitor.ask("Slow 0", 2)
    stage.wait_for_note("slow 0")
    visitor.tab.reload()
    visitor.office.open(visitor.tab)

    visitor.ask("Slow 0", 1)
    stage.open_gate("slow 0")

    assert visitor.content(1) == b"slow 0"
    assert stage.notes() == ["quick", "slow 0", "slow 0"]


def test_the_function_is_that_of_the_page_on_which_the_user_clicked():
    visitor = Visitor("""
import anew as st

ss = st.session_state
ss.n = ss.get("n", 0) + 1
st.download_button("Save", lambda n=ss.n: f"page {n}")
if ss.n < 3:
    st.download_button("Leaves", lambda n=ss.n: f"left {n}")
""")
    leaves = visitor.id_of("Leaves")
    for n in (1, 2, 3):
        visitor.ask("Save", n)
        assert visitor.content(n) == b"page %d" % n
        visitor.session.receive(visitor.tab.event())
        visitor.office.settle(visitor.session)

    visitor.session.receive(Make(n=4, widget=leaves))  # Clicked just before it left.
    assert visitor.content(4) == b"left 2"


def test_what_is_made_for_a_tab_that_has_gone_is_given_up():
    visitor = Visitor()
    visitor.ask("Slow 0", 1)
    stage.wait_for_note("slow 0")
    session, blobs = visitor.session, visitor.office.registry._runner.blobs
    visitor.office.registry.end(session)
    stage.open_gate("slow 0")
    visitor.office.clock.run_until(lambda: not session.is_busy)

    assert len(blobs) == 0


def test_one_of_another_tab_is_its_own_affair():
    one = Visitor("""
import anew as st

name = st.text_input("Name")
st.download_button("Save", lambda: f"that of {name}", key="save")
""")
    other = Visitor(office=one.office)
    other.session.receive(other.tab.event({other.id_of("Name"): "the other"}))
    other.office.settle(other.session)

    one.session.receive(Make(n=1, widget=other.id_of("Save")))

    assert one.content(1) == b"that of "
    assert other.made == []


def test_a_session_that_goes_on_in_another_process_runs_first(store):
    """Only the script knows the function."""
    script = """
import anew as st

ss = st.session_state
st.button("Add", on_click=lambda: ss.update(n=ss.get("n", 0) + 1))
st.download_button("Save", lambda n=ss.get("n", 0): f"{n}")
"""
    process, tab = Process(store, script), Tab()
    process.open(tab)
    process.say(tab, trigger=tab.elements("button")[0]["id"])
    process.settle()
    process.save()
    save = tab.elements("download_button")[0]["id"]

    following, joined = Process(store, script), []
    following.registry.connect(tab, tab.hello(), "browser", joined.append)
    following.clock.run_until(lambda: bool(joined))
    [session] = joined
    session.receive(Make(n=1, widget=save))
    session.receive(Make(n=2, widget="unknown"))
    made = [message for message in tab.heard if message["tag"] == "made"]
    assert made == []

    def answers() -> dict:
        return {made["n"]: made for made in tab.heard if made["tag"] == "made"}

    following.clock.run_until(lambda: len(answers()) == 2)
    assert answers()[2]["reason"] == GONE
    assert session._loan.media.held(answers()[1]["url"]).content == b"1"
