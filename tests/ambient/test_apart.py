"""Sessions that draw with Matplotlib at the same time: in their own figures, in their own style."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from elements.tabs import Tab
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser

import anew as st
from anew.ambient.apart import keep_apart
from anew.testing import AppTest

keep_apart()

# At each `meet()` it waits until the other session is there too.
SCRIPT = """
import matplotlib.pyplot as plt
import anew as st
from meeting import meet

style = st.session_state.style
meet()
with plt.style.context(style):
    meet()
    plt.figure(figsize=(2, 1))
    for number in range(2):
        meet()
        plt.plot([number, 2, len(style)], label=f"$x_{number}^2$")
    meet()
    plt.legend()
    plt.tight_layout()
    meet()
    st.pyplot(dpi=40)
    meet()
plt.plot([1, 2])
meet()
st.pyplot(plt, dpi=40)
"""
STYLES = ("dark_background", "ggplot")


@pytest.fixture
def meeting(monkeypatch):
    meeting = SimpleNamespace(meet=lambda: None)
    monkeypatch.setitem(sys.modules, "meeting", meeting)
    return meeting


def pictures(style):
    app = AppTest.from_string(SCRIPT, default_timeout=60)
    app.session_state.style = style
    app.run()
    assert not app.exception
    return [one.pictures for one in app.get("image")]


def test_two_sessions_that_draw_at_the_same_time_draw_what_each_draws_alone(meeting):
    alone = [pictures(style) for style in STYLES]
    meeting.meet = threading.Barrier(2, timeout=60).wait
    with ThreadPoolExecutor(2) as threads:
        together = [*threads.map(pictures, STYLES)]

    assert together == alone
    assert len({str(picture) for shown in alone for picture in shown}) == 4


def test_a_run_begins_without_figures_and_leaves_none_open():
    def script():
        assert plt.get_fignums() == []
        figure = plt.figure()
        plt.figure()
        assert plt.get_fignums() == [1, 2]
        plt.close(2)
        assert plt.gcf() is figure
        return weakref.ref(figure)

    tab = Tab()
    tab.run(script)
    left = tab.run(script)
    tab.run(lambda: None)
    gc.collect()

    assert left() is None


def test_a_figure_that_the_session_holds_goes_on():
    tab = Tab()

    def script():
        if "figure" not in st.session_state:
            st.session_state.figure = plt.figure()
        plt.figure(st.session_state.figure)
        plt.plot([1, 2])
        return len(plt.gca().lines)

    assert (tab.run(script), tab.run(script)) == (1, 2)


def test_outside_of_a_run_pyplot_has_what_it_had_before():
    own = plt.figure()
    Tab().run(plt.figure)

    assert plt.gcf() is own
    plt.close(own)
    assert plt.get_fignums() == []


def test_what_a_run_sets_is_its_own():
    before = mpl.rcParams["font.size"]

    def script():
        assert mpl.rcParams["font.size"] == before
        plt.rc("font", size=31)
        mpl.rcParams.update({"lines.linewidth": 9})
        assert mpl.rcParams.copy()["font.size"] == 31
        assert mpl.rcParams.find_all("font.size") == {"font.size": 31}
        with mpl.rc_context({"font.size": 5}):
            assert mpl.rcParams["font.size"] == 5
        assert (mpl.rcParams["font.size"], mpl.rcParams["lines.linewidth"]) == (31, 9)

    Tab().run(script)
    Tab().run(script)
    assert mpl.rcParams["font.size"] == before


def test_what_is_set_once_for_the_process_holds_for_all(tmp_path, monkeypatch):
    (tmp_path / "house_style.py").write_text("import matplotlib\nmatplotlib.rc('font', size=23)")
    monkeypatch.syspath_prepend(tmp_path)
    before = mpl.rcParams["font.size"], mpl.rcParams["lines.linewidth"]

    @st.cache_resource
    def thick_lines():
        plt.rc("lines", linewidth=7)

    def script():
        thick_lines()
        import house_style  # noqa: F401  # as an author does

        return mpl.rcParams["font.size"], mpl.rcParams["lines.linewidth"]

    assert Tab().run(script) == Tab().run(script) == (23, 7)
    mpl.rcParams.update({"font.size": before[0], "lines.linewidth": before[1]})


def test_formulas_are_read_as_they_are_whoever_else_reads_one():
    texts = [rf"$\frac{{x_{{{number}}}}}{{\sqrt{{y}}}}$" for number in range(12)]
    sizes = [FontProperties(size=size) for size in (8, 12, 16)]

    def read(size):
        return [MathTextParser("path").parse(text, 72, size)[:3] for text in texts]

    alone = [read(size) for size in sizes]
    MathTextParser._parse_cached.cache_clear()
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    with ThreadPoolExecutor(3) as threads:
        together = [*threads.map(read, sizes)]
    sys.setswitchinterval(before)

    assert together == alone


def test_matplotlib_is_not_imported_and_looks_for_no_screen():
    code = """
import sys
from anew.ambient.apart import keep_apart
keep_apart()
assert "matplotlib" not in sys.modules
import matplotlib.pyplot as plt
plt.figure()
print(plt.get_backend(), type(plt._pylab_helpers.Gcf.figs).__name__, plt.__spec__.loader)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "MPLBACKEND": "tkagg"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.startswith("agg Figures <_frozen_importlib_external.SourceFileLoader")
