"""What was done before anything of a session was committed: it is done again, once, for the same user."""

from __future__ import annotations

from session.process import Failing, Process, click, shown

from anew.testing.tab import Tab

IDS = """
import anew as st

st.session_state.setdefault("ids", [])
if st.button("Add"):
    st.session_state.ids.append(st.context.event_id)
st.text(" ".join(st.session_state.ids))
"""


def test_what_was_done_before_the_first_commit_is_done_again_in_a_new_session(store):
    """Its name is another, for the one before may be there still; the events' ids are the same."""
    works, store.commit = store.commit, Failing()
    tab = Tab()
    first = Process(store, IDS)
    first.open(tab)
    name, ids = tab.name, []
    for _ in range(2):
        click(first, tab)
        ids = shown(tab)
    first.lose(tab)
    store.commit = works

    second = Process(store, IDS)
    second.open(tab)

    assert tab.is_resumed and tab.name != name
    assert len(ids.split()) == 2 and shown(tab) == ids
    second.save()
    assert tab.unacknowledged == []


def test_what_was_done_in_a_session_that_was_never_committed_is_kept_wherever_a_tab_goes(store):
    """Each process has one session; none of them is in the way of another, whichever commits."""
    works, store.commit = store.commit, Failing()
    tab, left = Tab(), []
    processes = [Process(store, IDS) for _ in range(3)]
    for process in (*processes, *processes):
        process.open(tab)
        click(process, tab)
        process.lose(tab)
        left.append(process.session)
    ids = shown(tab)
    store.commit = works
    for process in processes:
        process.save()

    last = Process(store, IDS)
    last.open(tab)

    assert len(set(ids.split())) == 6 and shown(tab) == ids
    assert len({session.tab for session in left}) == 6
    last.save()
    assert tab.unacknowledged == []


def test_no_browser_can_make_the_ids_of_anothers_events(store):
    tab, thief = Tab(), Tab()
    process = Process(store, IDS)
    process.open(tab)
    click(process, tab)
    thief.name, thief.seen, thief.has_all = tab.name, 1, tab.has_all

    process.open(thief, "thief")
    click(process, thief)

    assert not thief.is_resumed and not thief.name.startswith(tab.name)
    assert shown(thief) and shown(thief) != shown(tab)


def test_what_one_user_did_is_not_done_again_by_another_in_the_same_tab(store):
    """Who it is may change while the connection is lost, and the server may have lost the session."""
    store.commit = Failing()
    tab = Tab()
    first, second = Process(store), Process(store)
    first.open(tab, "Ada")
    click(first, tab)
    first.lose(tab)

    second.open(tab, "Bob")

    assert not tab.is_resumed and tab.is_lost
    assert shown(tab) == "0 0"


def test_a_page_that_was_loaded_anew_before_the_first_commit_is_told_that_its_session_is_lost(
    store,
):
    """It cannot send again what was done before: the session would be another of the same name."""
    works, store.commit = store.commit, Failing()
    tab = Tab()
    first = Process(store)
    first.open(tab)
    name = tab.name
    click(first, tab)
    tab.reload()
    first.open(tab)
    click(first, tab)
    assert shown(tab) == "2 2"
    first.lose(tab)

    second = Process(store)
    second.open(tab)
    assert tab.name != name and not tab.is_resumed and tab.is_lost
    click(second, tab)
    store.commit = works
    first.save()  # As late as it can be.
    second.save()

    assert shown(tab) == "1 1"
    assert tab.unacknowledged == []
    third = Process(store)
    third.open(tab)
    assert shown(tab) == "1 1"


def test_a_tab_that_comes_back_finds_what_another_process_has_saved(store):
    works, store.commit = store.commit, Failing()
    tab = Tab()
    first, second = Process(store), Process(store)
    first.open(tab)  # It never makes its first commit.
    first.lose(tab)
    store.commit = works
    second.open(tab)
    click(second, tab)
    second.save()
    second.lose(tab)
    assert tab.acknowledged == 1

    first.open(tab)

    assert shown(tab) == "1 1"
