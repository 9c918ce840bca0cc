"""`import streamlit` in an anew process; each test is a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

SOURCES = Path(__file__).parent.parent / "src"

pytestmark = pytest.mark.slow


def run(script, *, path=()):
    """Run a script in a new process, with `compat` imported; it must end well."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "from anew import compat\n" + dedent(script)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCES), *map(str, path)])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def installed(tmp_path):
    """A folder with a package of that name, as if it was installed."""
    package = tmp_path / "streamlit"
    (package / "runtime").mkdir(parents=True)
    (package / "__init__.py").write_text("is_the_real_one = True\n")
    (package / "errors.py").write_text("")
    (package / "foo.py").write_text("")
    (package / "runtime" / "__init__.py").write_text("")
    return tmp_path


IMPORTS = """
    compat.install()
    import streamlit as st
    import anew
    assert st is anew

    from streamlit import button, session_state, runtime, delta_generator, errors
    assert button is anew.button and session_state is anew.session_state
    assert st.runtime is runtime and errors is anew.errors

    from streamlit.errors import StreamlitAPIException, DuplicateWidgetID
    from anew.errors import APIException
    assert StreamlitAPIException is APIException

    from streamlit.starlette import App
    assert App is anew.App is st.App

    from streamlit.delta_generator import DeltaGenerator
    from anew.elements.container import Container
    assert DeltaGenerator is Container

    import streamlit.testing.v1
    from streamlit.testing.v1 import AppTest
    import anew.testing
    assert streamlit.testing.v1 is anew.testing and AppTest is anew.testing.AppTest

    from streamlit.runtime.scriptrunner import get_script_run_ctx, add_script_run_ctx
    from streamlit.runtime.scriptrunner import RerunException, StopException
    from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
    from streamlit.runtime.scriptrunner_utils.exceptions import StopException as Stop
    from streamlit.runtime.state import SessionStateProxy, get_session_state
    assert Stop is StopException and issubclass(StopException, BaseException)
    assert get_session_state() is st.session_state
    assert isinstance(st.session_state, SessionStateProxy)
    assert get_script_run_ctx(suppress_warning=True) is None
    assert st.runtime.exists() is False

    from streamlit.connections import BaseConnection, ExperimentalBaseConnection, SQLConnection
    assert st.connections.SQLConnection is SQLConnection
    assert ExperimentalBaseConnection is BaseConnection is anew.connections.BaseConnection

    from streamlit.logger import get_logger
    get_logger(__name__).info("not shown")

    assert anew.__name__ == anew.__spec__.name == "anew"
    assert anew.errors.__spec__.name == "anew.errors"
"""


def test_every_module_of_the_table_is_anew():
    run(IMPORTS)


def test_it_is_anew_even_where_the_package_is_installed(installed):
    run(IMPORTS, path=[installed])


def test_all_that_the_table_names_is_there():
    run(
        """
        from importlib import import_module
        compat.install()
        for name, source in compat.MODULES.items():
            module = import_module(name)
            if isinstance(source, dict):
                assert module.__all__ == sorted(source), name
                assert all(hasattr(module, one) for one in source), name
            else:
                assert module.__name__ == source, name
        """
    )


def test_an_unknown_module_is_refused_by_name(installed):
    said = run(
        """
        from importlib import import_module
        compat.install()
        for name in ("streamlit.foo", "streamlit.components.v3", "streamlit.runtime.foo"):
            try:
                import_module(name)
            except ModuleNotFoundError as error:
                print(error.name, "|", error)
        """,
        path=[installed],
    ).splitlines()

    assert [line.split(" | ")[0] for line in said] == [
        "streamlit.foo",
        "streamlit.components.v3",
        "streamlit.runtime.foo",
    ]
    assert said[1].split(" | ")[1] == (
        "anew has no module 'streamlit.components.v3' yet; in this process, 'streamlit' is anew. "
        "Of 'streamlit.components' it has the modules streamlit.components.v1, "
        "streamlit.components.v2. To import the "
        "installed package of this name instead, set compat.streamlitImport to false."
    )


def test_a_name_that_anew_lacks_cannot_be_imported():
    run(
        """
        compat.install()
        for line in (
            "from streamlit import no_such_name",
            "from streamlit.errors import StreamlitNoSuchError",
            "from streamlit.runtime.scriptrunner import NoSuchName",
        ):
            try:
                exec(line)
            except ImportError as error:
                assert "NoSuch" in str(error) or "no_such" in str(error), error
            else:
                raise AssertionError(line)
        """
    )


def test_without_installing_the_name_is_the_packages_own(installed):
    run("import streamlit; assert streamlit.is_the_real_one", path=[installed])
    run(
        """
        try:
            import streamlit
        except ModuleNotFoundError:
            pass
        else:
            assert streamlit.__spec__.name == "streamlit"
        """
    )


def test_removing_gives_the_name_back_and_leaves_no_trace(installed):
    run(
        """
        import sys
        import anew, anew.caching, anew.testing
        def names(module):  # Its own parts may be imported meanwhile.
            return {name for name in vars(module) if f"{module.__name__}.{name}" not in sys.modules}
        before = {module: names(module) for module in (anew, anew.testing)}
        remove = compat.install()
        import streamlit, streamlit.testing.v1, streamlit.errors
        assert streamlit is anew and anew.runtime.exists() is False
        remove()
        assert not [name for name in sys.modules if name.split(".")[0] == "streamlit"]
        assert before == {module: names(module) for module in before}
        import streamlit, streamlit.foo
        assert streamlit.is_the_real_one
        remove()
        import streamlit as again
        assert again is streamlit
        """,
        path=[installed],
    )


def test_a_package_imported_before_is_set_aside_and_put_back(installed):
    run(
        """
        import streamlit as real, streamlit.runtime as real_runtime
        import anew
        remove = compat.install()
        import streamlit, streamlit.runtime
        assert streamlit is anew and streamlit.runtime is not real_runtime
        assert real.is_the_real_one
        remove()
        import streamlit, streamlit.runtime
        assert streamlit is real and streamlit.runtime is real_runtime
        """,
        path=[installed],
    )


def test_installing_twice_is_installing_once():
    run(
        """
        import sys
        before = list(sys.meta_path)
        remove = compat.install()
        import streamlit
        assert compat.install() == remove
        assert len(sys.meta_path) == len(before) + 1
        import streamlit as again
        assert again is streamlit
        compat.install()()
        assert sys.meta_path == before
        """
    )


def test_other_names_are_left_to_others():
    run(
        """
        compat.install()
        import streamlit, importlib.util
        assert importlib.util.find_spec("streamlit_extras") is None
        assert importlib.util.find_spec("json").name == "json"
        assert importlib.util.find_spec("streamlit.logger").name == "streamlit.logger"
        """
    )


def test_threads_may_import_at_once():
    run(
        """
        import threading
        compat.install()
        names = list(compat.MODULES) * 3
        found, gate = {}, threading.Barrier(len(names))
        def work(name):
            gate.wait()
            module = __import__(name, fromlist=["x"])
            assert found.setdefault(name, module) is module
        threads = [threading.Thread(target=work, args=(name,)) for name in names]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        import anew
        assert set(found) == set(compat.MODULES) and found["streamlit"] is anew
        """
    )


def drawn(script):
    """The texts that an app shows, and its errors."""
    return run(
        f"""
        compat.install()
        from streamlit.testing.v1 import AppTest
        app = AppTest.from_string({dedent(script)!r}).run()
        for text in app.main.text: print(text.value)
        for error in app.exception: print(error)
        """
    ).splitlines()


def test_a_thread_joins_the_run_r133():
    assert drawn(
        """
        import threading
        import streamlit as st
        from streamlit.runtime.scriptrunner import add_script_run_ctx

        class Worker(threading.Thread):
            def run(self):
                st.text("a subclass")

        st.session_state.x = 1
        def work(*, name):
            st.text(f"{name} {st.session_state.x} {st.runtime.exists()}")
        thread = threading.Thread(target=work, kwargs={"name": "a target"})
        for one in (thread, Worker()):
            assert add_script_run_ctx(one) is one
            one.start()
            one.join()
        """
    ) == ["a target 1 True", "a subclass"]


def test_a_thread_joins_by_itself_or_in_another_place_r133():
    assert drawn(
        """
        from concurrent.futures import ThreadPoolExecutor
        import threading
        import streamlit as st
        from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

        first, second = st.container(), st.container()
        with first:
            context = get_script_run_ctx()
        def work(context, text):
            add_script_run_ctx(threading.current_thread(), context)
            st.text(text)
        second.text("second")
        with ThreadPoolExecutor(1, initializer=add_script_run_ctx, initargs=(None, context)) as pool:
            pool.submit(st.text, "first, by the pool").result()
        thread = threading.Thread(target=work, args=(context, "first, by itself"))
        thread.start()
        thread.join()
        """
    ) == ["first, by the pool", "first, by itself", "second"]


def test_a_thread_that_has_started_cannot_join_r133():
    assert drawn(
        """
        import threading
        import streamlit as st
        from streamlit.runtime.scriptrunner import add_script_run_ctx

        gate = threading.Event()
        thread = threading.Thread(target=gate.wait, name="late")
        thread.start()
        try:
            add_script_run_ctx(thread)
        except st.errors.StreamlitAPIException as error:
            st.text(error)
        finally:
            gate.set()
            thread.join()
        """
    ) == [
        (
            "The thread 'late' has already started, so it cannot be attached to a run. Call "
            "add_script_run_ctx(thread) before thread.start(). Or call get_script_run_ctx() in the "
            "script and add_script_run_ctx(ctx=...) with its result in the thread."
        )
    ]


def test_outside_of_a_run_a_thread_stays_as_it_is_r133():
    run(
        """
        import threading
        compat.install()
        from streamlit.runtime.scriptrunner import add_script_run_ctx
        thread = threading.Thread(target=print, args=("ran",))
        assert add_script_run_ctx(thread) is thread
        assert add_script_run_ctx() is threading.current_thread()
        thread.start()
        thread.join()
        """
    )


def test_the_version_is_the_one_that_scripts_compare():
    """What they find is that of the API; who never asks under its name sees anew's own."""
    run(
        """
        import anew
        from anew.version import API_VERSION, VERSION
        assert anew.__version__ == VERSION
        remove = compat.install()
        import streamlit as st
        assert st.__version__ == API_VERSION
        assert tuple(map(int, st.__version__.split("."))) >= (1, 40)
        remove()
        assert anew.__version__ == VERSION
        """
    )


def test_what_a_module_does_not_have_yet_is_refused_where_it_is_used():
    """Many scripts import modules above all else, and use them in one place."""
    said = run(
        """
        compat.install()
        import streamlit.elements.lib.utils as utils
        import streamlit as st
        for ask in (lambda: utils.zz, lambda: st.components.zz, lambda: st.runtime.zz):
            try:
                ask()
            except AttributeError as error:
                print(type(error).__name__, "|", error)
        assert not hasattr(utils, "__path__x")
        """
    ).splitlines()

    assert said == [
        "AttributeError | anew has no 'elements.lib.utils.zz' yet.",
        "AttributeError | module 'anew.components' has no attribute 'zz'",
        "AttributeError | anew has no 'runtime.zz' yet.",
    ]


def test_what_packages_take_from_inside_is_there():
    said = run(
        """
        compat.install()
        import streamlit as st
        from streamlit.components.v1.components import CustomComponent, MarshallComponentException
        from streamlit.components.v1 import components, declare_component
        assert components.declare_component is declare_component is st.components.v1.declare_component
        assert issubclass(MarshallComponentException, st.errors.StreamlitAPIException)
        assert st._config.get_option("server.baseUrlPath") == ""

        from streamlit.elements.lib.image_utils import image_to_url
        from streamlit.elements.image import image_to_url as older
        gif = b"GIF89a" + bytes(30)
        assert older(gif, 300, False, "RGB", "PNG", "key") == image_to_url(gif, None, False, "RGB", "PNG", "key")
        files = st.runtime.get_instance().media_file_mgr
        assert files.add(b"1,2", "text/csv", "x").startswith("/media/")
        assert files.add(compat.__file__, "text/plain", "x").endswith(".txt")

        from streamlit.dataframe_util import is_dataframe_like, convert_anything_to_pandas_df
        from streamlit.dataframe_util import convert_pandas_df_to_arrow_bytes as to_arrow
        from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df as from_arrow
        import pandas as pd
        frame = pd.DataFrame({"a": [1]})
        assert is_dataframe_like(frame) and not is_dataframe_like([1])
        assert from_arrow(to_arrow(frame)).equals(frame)
        assert convert_anything_to_pandas_df(frame["a"]).equals(frame)

        import re
        from streamlit.type_util import get_fqn_type, is_bytes_like, is_type, to_bytes
        assert is_type(frame.style, "pandas.io.formats.style.Styler")
        assert is_type(1, re.compile("builtins.i")) and get_fqn_type("") == "builtins.str"
        assert is_bytes_like(bytearray(b"a")) and to_bytes(bytearray(b"a")) == b"a"
        from streamlit.elements.lib.utils import to_key
        assert (to_key(1), to_key(None)) == ("1", None)
        from streamlit.web.cli import main
        from anew.cli import main as ours
        assert main is ours
        try:
            st.runtime.get_instance().stats_mgr
        except st.errors.StreamlitAPIException as error:
            print(error)
        """
    )

    assert said == (
        "streamlit.runtime.get_instance().stats_mgr is a part of Streamlit's server, which is not "
        "here: in this process, streamlit is anew. There is media_file_mgr.add(...).\n"
    )
