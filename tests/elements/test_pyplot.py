from __future__ import annotations

import gc
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn as sns
import seaborn.objects as so
from elements.refusals import refused
from elements.tabs import Tab
from matplotlib.figure import Figure

import anew as st
from anew.ambient.apart import keep_apart
from anew.elements.image import Image
from anew.elements.shared.pictures import PNG

keep_apart()
DATA = pd.DataFrame({"a": [1, 2, 3], "b": [3, 1, 2]})


def figure(title=""):
    figure = Figure(figsize=(2, 1))
    figure.subplots().set_title(title)
    return figure


def content(tab):
    [picture] = tab.element.pictures
    return tab.media.held(picture.src).content


def size(png):
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_a_figure_is_a_sharp_picture_named_by_its_title(tab):
    tab.run(lambda: st.pyplot(figure("Loaves  a day"), bbox_inches=None))

    assert isinstance(tab.element, Image)
    assert tab.element.width == "stretch"
    assert tab.element.pictures[0].alt == "Loaves a day"
    assert size(content(tab)) == (400, 200)


def test_what_is_said_of_it_takes_the_place_of_its_title(tab):
    tab.run(lambda: st.pyplot(figure("Loaves"), alt="Ever more"))
    assert tab.element.pictures[0].alt == "Ever more"

    tab.run(lambda: st.pyplot(figure("Loaves"), alt=""))
    assert tab.element.pictures[0].alt == ""


def test_a_title_above_all_axes_names_it(tab):
    def script():
        figure, axes = plt.subplots(1, 2)
        axes[0].set_title("One")
        axes[1].set_title("Two")
        st.pyplot(figure, dpi=20)
        figure.suptitle("Both")
        st.pyplot(figure, dpi=20)

    tab.run(script)
    assert [shown.pictures[0].alt for shown in tab.elements] == ["One, Two", "Both"]


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_same_figure_has_the_same_address(tab, kind):
    addresses = set()
    for _ in range(2):
        tab.run(lambda: st.pyplot(figure("Same"), format=kind))
        addresses.add(tab.element.pictures[0].src)

    [address] = addresses
    assert address.endswith(kind)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Seaborn, in what it asks of pandas.
@pytest.mark.parametrize(
    "make",
    [
        lambda: plt.subplots()[0],
        lambda: plt.subplots()[1],
        lambda: plt.subplots(2, 2)[1],
        lambda: plt.plot([1, 2]),
        lambda: plt.bar([1], [2]),
        lambda: plt.title("A title"),
        lambda: plt.figure().subfigures(1, 2)[1],
        plt.get_current_fig_manager,
        lambda: plt,
        DATA.plot,
        lambda: DATA.plot(subplots=True),
        lambda: sns.FacetGrid(DATA, height=1),
        lambda: so.Plot(DATA, x="a", y="b").add(so.Line()),
    ],
)
def test_whatever_is_part_of_a_figure_shows_it(tab, make):
    tab.run(lambda: st.pyplot(make(), dpi=20))

    assert content(tab).startswith(PNG)


def test_without_a_figure_it_shows_the_current_one_and_empties_it(tab):
    def script():
        plt.plot([1, 2])
        st.pyplot()
        return len(plt.gcf().axes)

    assert tab.run(script) == 0


@pytest.mark.parametrize(("clear_figure", "left"), [(None, 1), (False, 1), (True, 0)])
def test_a_figure_is_emptied_if_that_is_asked_for(tab, clear_figure, left):
    shown = figure()
    tab.run(lambda: st.pyplot(shown, clear_figure))

    assert len(shown.axes) == left


def test_the_older_form_of_width(tab):
    for given, width in ((True, "stretch"), (False, "content")):
        tab.run(lambda given=given: st.pyplot(figure(), width=300, use_container_width=given))
        assert tab.element.width == width


def test_write_shows_figures_and_what_is_part_of_them(tab):
    tab.run(lambda: st.write("Now:", figure(), plt.plot([1, 2]), plt.gca()))

    assert [isinstance(one, Image) for one in tab.elements] == [False, True, True, True]


def test_a_figure_that_sessions_share_is_drawn_by_one_at_a_time():
    shared = figure()
    alone, met = threading.Lock(), threading.Event()

    def draw(renderer):
        if not alone.acquire(blocking=False):
            met.set()
            return
        met.wait(0.05)  # Long enough for the other one to come, if it could.
        alone.release()

    shared.text(0, 0, "").draw = draw
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda tab: tab.run(lambda: st.pyplot(shared, dpi=20)), [Tab(), Tab()]))

    assert not met.is_set()


def test_a_figure_that_was_shown_is_not_kept(tab):
    def script():
        shown = figure()
        st.pyplot(shown, dpi=20)
        return weakref.ref(shown)

    left = tab.run(script)
    gc.collect()
    assert left() is None


def test_what_is_no_figure_is_refused(tab):
    words = (
        "pyplot: list is no figure of Matplotlib. Pass what plt.figure() or plt.subplots() "
        "returned, or axes of it."
    )
    with refused(st.errors.InvalidParameterTypeError, words):
        tab.run(lambda: st.pyplot([1]))

    words = (
        "pyplot: browsers do not show pictures of the format 'pdf'. Pass 'png', 'svg', 'jpg' or "
        "'webp', and offer others with st.download_button(...)."
    )
    with refused(st.errors.InvalidParameterValueError, words):
        tab.run(lambda: st.pyplot(figure(), format="pdf"))


def test_without_matplotlib_there_is_no_figure(tab, monkeypatch):
    monkeypatch.delitem(sys.modules, "matplotlib.pyplot")
    words = (
        "pyplot: there is no figure, for nothing has imported matplotlib.pyplot. Draw one first: "
        "fig, ax = plt.subplots()."
    )
    with refused(st.errors.InvalidParameterTypeError, words):
        tab.run(st.pyplot)
