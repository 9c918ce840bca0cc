"""`st.connection`: which object a script gets, and when a new one is made."""

from __future__ import annotations

import threading

from connections.boxes import Box, OwnBox
from rules.apps import app, new_app

import anew as st
from anew.testing import AppTest

BOX = "connections.boxes.Box"
SCRIPT = """
import anew as st
box = st.connection("box", type="connections.boxes.Box")
st.text(id(box))
st.text(box.content)
"""


def script(folder, text=SCRIPT):
    (folder / "app.py").write_text(text, "utf-8")
    return AppTest.from_file(folder / "app.py")


def shown(at):
    assert not at.exception, at.exception
    return [element.value for element in at.text]


# One object ------------------------------------------------------------------------------


def test_all_runs_and_sessions_share_one_connection(tmp_path):
    first, second = script(tmp_path).run(), script(tmp_path).run()

    assert shown(first) == shown(second) == shown(first.run())
    assert len(Box.made) == 1


def test_it_is_made_once_for_sessions_that_begin_at_the_same_time(tmp_path):
    apps = [script(tmp_path) for _ in range(6)]
    threads = [threading.Thread(target=at.run) for at in apps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len({tuple(shown(at)) for at in apps}) == 1
    assert len(Box.made) == 1


def test_it_works_in_plain_python_and_in_threads():
    found = [st.connection("box", type=Box, size=1)]
    thread = threading.Thread(target=lambda: found.append(st.connection("box", BOX, size=1)))
    thread.start()
    thread.join(10)

    assert found[0] is found[1]
    assert found[0].content == {"size": 1}


def test_another_name_and_other_arguments_are_other_connections():
    boxes = [
        st.connection("one", type=Box),
        st.connection("two", type=Box),
        st.connection("one", type=Box, size=1),
        st.connection("one", type=OwnBox),
    ]

    assert len({id(box) for box in boxes}) == 4
    again = st.connection("one", type=Box, color="red", size=2)
    assert again is st.connection("one", type=Box, size=2, color="red")


def test_the_name_may_be_in_the_environment(monkeypatch, secrets):
    secrets("[connections.staging]\nsize = 1\n[connections.live]\nsize = 2")
    at = AppTest.from_string(SCRIPT.replace('"box"', '"env:BOX_NAME"'))

    monkeypatch.setenv("BOX_NAME", "live")
    assert shown(at.run())[1] == "{'size': 2}"
    monkeypatch.setenv("BOX_NAME", "staging")
    assert shown(at.run())[1] == "{'size': 1}"


def test_a_callback_may_connect():
    def script():
        import anew as st

        def connect():
            st.session_state.found = st.connection("box", "connections.boxes.Box").content

        st.button("Connect", on_click=connect)
        st.text(st.session_state.get("found"))

    at = AppTest.from_function(script).run()

    assert shown(at.button[0].click().run()) == ["{}"]


# How long --------------------------------------------------------------------------------


def test_a_connection_that_is_too_old_is_closed_and_made_anew(clock):
    first = st.connection("box", type=Box, ttl="10m")
    clock.advance(599)
    assert st.connection("box", type=Box, ttl="10m") is first
    clock.advance(2)

    assert st.connection("box", type=Box, ttl="10m") is not first
    assert Box.closed == ["box"]


def test_an_option_says_how_long_where_the_script_does_not(clock):
    def stays(text):
        Box.made.clear()
        text = f"import anew as st\n{text}"
        at = AppTest.from_string(text, settings={"runner.connectionDefaultTTL": 60}).run()
        clock.advance(61)
        assert not at.run().exception
        return len(Box.made) == 1

    assert not stays(f"st.connection('a', '{BOX}')")
    assert stays(f"st.connection('b', '{BOX}', ttl=None)")
    assert stays(f"st.connection('c', '{BOX}', ttl=90)")


def test_the_least_recently_used_of_too_many_is_closed():
    sizes = [st.connection("box", type=Box, max_entries=2, size=size) for size in (1, 2)]
    st.connection("another", type=Box, max_entries=2)
    st.connection("box", type=Box, max_entries=2, size=1)
    st.connection("box", type=Box, max_entries=2, size=3)

    assert Box.closed == ["box"]
    assert st.connection("box", type=Box, max_entries=2, size=1) is sizes[0]
    assert st.connection("box", type=Box, max_entries=2, size=2) is not sizes[1]


def test_clearing_the_cache_closes_connections():
    first = st.connection("box", type=Box)
    st.cache_resource.clear()

    assert Box.closed == ["box"]
    assert st.connection("box", type=Box) is not first


def test_each_session_may_have_its_own(tmp_path):
    """R130: a connection with this scope ends with its session."""
    text = SCRIPT.replace("boxes.Box", "boxes.OwnBox")
    first, second = script(tmp_path, text).run(), script(tmp_path, text).run()

    assert shown(first) == shown(first.run()) != shown(second)
    assert len(OwnBox.made) == 2
    assert not OwnBox.closed
    first._session.close()
    assert OwnBox.closed == ["box"]


# Secrets ---------------------------------------------------------------------------------


def test_the_type_may_be_among_the_secrets(tmp_path, secrets):
    secrets(f'[connections.box]\ntype = "{BOX}"\nsize = 3')
    at = script(tmp_path, "import anew as st\nst.text(st.connection('box').content['size'])")

    assert shown(at.run()) == ["3"]


def test_changed_secrets_are_used_by_the_same_object(tmp_path, secrets):
    secrets("[connections.box]\nsize = 1")
    first, second = script(tmp_path), script(tmp_path)
    before = shown(first.run())
    secrets("other = 5\n[connections.box]\nsize = 1\n[connections.more]\nsize = 1")
    assert shown(first.run()) == before  # Nothing that concerns it.
    secrets("[connections.box]\nsize = 22")

    assert shown(second.run()) == shown(first.run()) == [before[0], "{'size': 22}"]
    assert [box["size"] for box in Box.made] == [1, 22]


def test_secrets_of_a_test_are_of_its_app_alone(tmp_path, secrets):
    secrets("[connections.box]\nsize = 1")
    first, second, third = script(tmp_path), script(tmp_path), script(tmp_path)
    first.secrets = {"connections": {"box": {"size": 2}}}
    second.secrets = {"connections": {"box": {"size": 3}}}

    assert shown(first.run())[1] == "{'size': 2}"
    assert shown(second.run())[1] == "{'size': 3}"
    assert shown(third.run())[1] == "{'size': 1}"
    first.secrets["connections"]["box"]["size"] = 4
    assert shown(first.run())[1] == "{'size': 4}"
    assert shown(second.run())[1] == "{'size': 3}"


def test_a_thread_without_a_run_has_the_secrets_of_the_connections_app(secrets):
    secrets("[connections.box]\nsize = 1")
    boxes = []
    at = new_app(f"boxes.append(st.connection('box', '{BOX}'))", boxes=boxes)
    at.secrets = {"connections": {"box": {"size": 2}}}
    at.run()

    def read_anew():
        boxes[0].reset()
        boxes.append(boxes[0].content)

    thread = threading.Thread(target=read_anew)
    thread.start()
    thread.join(10)

    assert boxes[1] == {"size": 2}
    assert len(Box.made) == 2


def test_secrets_that_cannot_be_read_are_told(secrets):
    secrets("[connections.box\nsize = 1")

    at = AppTest.from_string(SCRIPT).run()

    assert "this is not valid TOML" in at.exception[0].value


def test_it_tells_only_its_name(secrets):
    secrets('[connections.box]\ntoken = "hunter2"')
    box = st.connection("box", type=Box, password="hunter2")

    assert repr(box) == str(box) == "<Box 'box'>"
    at = app(f"st.write(st.connection('box', '{BOX}', password='hunter2'))")
    at_help = app(f"st.help(st.connection('box', '{BOX}', password='hunter2'))")
    assert "hunter2" not in repr(at) + repr(at_help) + repr(at.markdown)
