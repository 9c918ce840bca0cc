"""The six apps of examples/state: what a user does in them, and that Streamlit shows the same.

Where the bench has installed Streamlit (`make bench`), or $STREAMLIT_PYTHON names a Python that
has it, each story runs in both and is compared element by element.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
APPS = ROOT / "examples" / "state"
STREAMLIT = Path(os.environ.get("STREAMLIT_PYTHON", ROOT / ".bench" / "peer" / "bin" / "python"))


def press(key):
    return lambda page: page.locator(f".st-key-{key} button").click()


def enter(key, text):
    def act(page):
        field = page.locator(f".st-key-{key} input")
        field.fill(text)
        field.press("Enter")

    return act


def write(key, text):
    return lambda page: page.locator(f".st-key-{key} input").fill(text)


def tick(key):
    return lambda page: page.locator(f".st-key-{key} label").click()


def submit(page):
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()


def choose(key, label):
    return lambda page: (
        page.locator(f".st-key-{key} label").filter(has_text=re.compile(f"^{label}$")).last.click()
    )


def select(key, label):
    def act(page):
        page.locator(f".st-key-{key} input").click()
        page.get_by_role("option", name=label, exact=True).click()

    return act


# What is done, and a text that stands there when it is answered.
STORIES = {
    "counter": [
        (press("more"), "1"),
        (enter("step", "10"), "1"),
        (press("more"), "11"),
        (press("less"), "1"),
        (press("zero"), "0"),
    ],
    "forms": [
        (write("name", "Ada"), "0 guests, 0 cakes"),
        (tick("cake"), "0 guests, 0 cakes"),
        (submit, "Ada with a cake"),
        (write("name", "Bea"), "1 guests, 1 cakes"),
        (submit, "2 guests, 1 cakes"),
        (submit, "2 guests, 1 cakes"),
    ],
    "annotation": [
        (press("Glad"), "1 of 3 judged"),
        (press("Cross"), "Cross: The soup was cold again."),
        (press("back"), "1 of 3 judged"),
        (press("Plain"), "2 of 3 judged"),
        (press("Plain"), "All of them are judged."),
    ],
    "pagination": [
        (press("after"), "Page 2 of 4"),
        (press("after"), "7. Iapetus"),
        (press("before"), "4. Callisto"),
        (select("size", "5"), "Page 1 of 3"),
        (press("after"), "6. Rhea"),
    ],
    "dependent": [
        (enter("celsius", "100"), "100.0 degrees in Paris, France"),
        (enter("fahrenheit", "32"), "0.0 degrees in Paris, France"),
        (choose("country", "Norway"), "0.0 degrees in Oslo, Norway"),
        (choose("city-in-Norway", "Bergen"), "0.0 degrees in Bergen, Norway"),
        (choose("country", "France"), "0.0 degrees in Paris, France"),
    ],
    "ships": [
        (press("place-0-1"), "1 shots, 1 of 4 ships"),
        (press("place-1-1"), "2 shots, 1 of 4 ships"),
        (press("place-0-2"), "3 shots, 2 of 4 ships"),
        (press("place-2-3"), "4 shots, 3 of 4 ships"),
        (press("place-3-0"), "All ships are found."),
        (press("again"), "0 shots, 0 of 4 ships"),
    ],
}

# Each element of the main area: what it is, its text, what its fields hold.
SEEN = """
() => {
  const kinds = ["stHeading", "stText", "stMetricLabel", "stMetricValue", "stAlert", "stButton",
    "stFormSubmitButton", "stCheckbox", "stRadio", "stTextInput", "stNumberInput", "stSelectbox"];
  const query = kinds.map((kind) => `[data-testid="${kind}"]`).join();
  const words = (one) => (one?.innerText ?? "").replace(/\\s+/g, " ").trim();
  return [...document.querySelectorAll(`[data-testid="stMain"] :is(${query})`)].map((one) => {
    const kind = one.dataset.testid;
    const isField = /Input|Selectbox/.test(kind);
    const label = isField ? words(one.querySelector('[data-testid="stWidgetLabel"]')) : words(one);
    const held = [...one.querySelectorAll("input")].map((field) =>
      /radio|checkbox/.test(field.type) ? field.checked : field.value);
    const off = one.querySelector("button:disabled") ? " off" : "";
    return `${kind} ${label} ${held}${off}`;
  });
}
"""


# Streamlit draws widgets some time after its run is over: what is expected is waited for.
SEEN_IN_TIME = f"""
async (expected) => {{
  const end = performance.now() + 30_000;
  for (;;) {{
    const seen = ({SEEN})();
    const isLate = performance.now() > end;
    if (isLate || !expected || JSON.stringify(seen) === JSON.stringify(expected)) return seen;
    await new Promise((done) => setTimeout(done, 20));
  }}
}}
"""


def told(page, story, expected=None):
    """What stands there at the start, and after each step; at best what is expected."""
    wanted = iter(expected or [])
    settled_app(page)
    seen = [page.evaluate(SEEN_IN_TIME, next(wanted, None))]
    for act, text in story:
        act(page)
        expect(page.get_by_test_id("stMain").get_by_text(text, exact=True).first).to_be_visible()
        settled_app(page)
        seen.append(page.evaluate(SEEN_IN_TIME, next(wanted, None)))
    return seen


def settled_app(page):
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator('[data-testid="stMain"] [data-stale="true"]')).to_have_count(0)


@pytest.mark.parametrize("name", STORIES)
def test_an_app_answers_each_step(open_app, name):
    page = open_app((APPS / f"{name}.py").read_text("utf-8"))

    seen = told(page, STORIES[name])

    assert len({str(one) for one in seen}) > 3


@pytest.mark.skipif(not STREAMLIT.exists(), reason=f"There is no Streamlit at {STREAMLIT}.")
@pytest.mark.parametrize("name", STORIES)
def test_streamlit_shows_the_same(open_app, browse, complaints, tmp_path, name):
    script = (APPS / f"{name}.py").read_text("utf-8")
    ours = told(open_app(script), STORIES[name])

    complaints.allow(".*")  # They are not ours.
    with streamlit(tmp_path, script) as url:
        page = browse().new_page()
        page.goto(url)
        expect(page.get_by_test_id("stHeading").first).to_be_visible()
        theirs = told(page, STORIES[name], ours)

    assert ours == theirs


@contextmanager
def streamlit(folder, script):
    """Streamlit serving a script, as a process of its own."""
    path = folder / "their_app.py"
    path.write_text(script.replace("import anew as st", "import streamlit as st"), "utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"port": port, "address": "127.0.0.1", "headless": "true", "fileWatcherType": "none"}
    words = [word for name, value in options.items() for word in (f"--server.{name}", str(value))]
    command = [str(STREAMLIT), "-m", "streamlit", "run", str(path), *words]
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    process = subprocess.Popen(
        [*command, "--browser.gatherUsageStats", "false"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=surroundings,
    )
    try:
        for line in process.stdout:
            if "URL:" in line:
                break
        url = f"http://127.0.0.1:{port}"
        urllib.request.urlopen(f"{url}/_stcore/health", timeout=20).close()
        yield url
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
