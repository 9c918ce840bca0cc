"""The demo app: what a script can do, in one page that is a script itself."""

import datetime

import anew as st

st.title("Hello from anew 👋")
st.markdown(
    "This page is a Python script. It runs **anew, from top to bottom**, each time you touch "
    "something, and `st.session_state` is what it remembers for this tab."
)

with st.sidebar:
    st.header("Settings")
    name = st.text_input("Your name", placeholder="Ada", key="name")
    shows_source = st.toggle("Show the source", key="shows_source")
    st.caption("Reload the page: what you entered is still here.")

if name:
    st.success(f"Welcome, {name}!", icon="🎉")

# Counter -----------------------------------------------------------------------------------

st.header("Count something", divider="blue")

if "count" not in st.session_state:
    st.session_state.count = 0


def add(step: int) -> None:
    st.session_state.count += step


def reset() -> None:
    st.session_state.count = 0


left, right = st.columns([2, 1], vertical_alignment="bottom")
step = left.number_input("Step", min_value=1, max_value=100, value=1)
with right.container(horizontal=True):
    st.button("Add", on_click=add, args=(step,), type="primary")
    st.button("Reset", on_click=reset, disabled=st.session_state.count == 0)
st.subheader(f"Count = {st.session_state.count}")
st.caption("Click as fast as you can: every click counts exactly once.")

# Temperature -------------------------------------------------------------------------------

st.header("Convert a temperature", divider="orange")

if "celsius" not in st.session_state:
    st.session_state.celsius = 20.0
    st.session_state.fahrenheit = 68.0


def from_celsius() -> None:
    st.session_state.fahrenheit = round(st.session_state.celsius * 9 / 5 + 32, 1)


def from_fahrenheit() -> None:
    st.session_state.celsius = round((st.session_state.fahrenheit - 32) * 5 / 9, 1)


st.slider("Celsius", -50.0, 50.0, step=0.1, key="celsius", on_change=from_celsius)
st.slider("Fahrenheit", -58.0, 122.0, step=0.1, key="fahrenheit", on_change=from_fahrenheit)

# To-do list --------------------------------------------------------------------------------

st.header("Keep a list", divider="green")

if "tasks" not in st.session_state:
    st.session_state.tasks = ["Read the source below", "Change it", "Save, and watch the page"]


def add_task() -> None:
    task = st.session_state.new_task.strip()
    if task:
        st.session_state.tasks.append(task)
    st.session_state.new_task = ""


def remove_task(index: int) -> None:
    del st.session_state.tasks[index]


st.text_input("A new task", key="new_task", on_change=add_task, placeholder="Press Enter to add")
for index, task in enumerate(st.session_state.tasks):
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Done", key=f"done-{index}-{task}", on_click=remove_task, args=(index,))
        st.markdown(task)
if not st.session_state.tasks:
    st.info("Nothing to do. Enjoy the day!", icon="☀️")

# When --------------------------------------------------------------------------------------

st.header("Pick a span", divider="violet")

opens, closes = st.slider(
    "Opening hours",
    value=(datetime.time(9, 0), datetime.time(17, 30)),
    step=datetime.timedelta(minutes=15),
)
st.write("Open from", opens.strftime("%H:%M"), "to", closes.strftime("%H:%M"))

with st.expander("What the session remembers"):
    st.write(st.session_state)

if shows_source:
    st.header("The source of this page")
    with open(__file__, encoding="utf-8") as source:
        st.code(source.read(), language="python", line_numbers=True)
