"""A to-do list: one list in the session state, and callbacks that change it."""

import anew as st

st.title("To-do list")

if "tasks" not in st.session_state:
    st.session_state.tasks = [
        {"id": 1, "text": "Read the source beside this list", "is_done": True},
        {"id": 2, "text": "Tick this off", "is_done": False},
        {"id": 3, "text": "Reload the page: nothing is lost", "is_done": False},
    ]
    st.session_state.last_id = 3


def add():
    text = st.session_state.new_task.strip()
    if text:
        st.session_state.last_id += 1
        task = {"id": st.session_state.last_id, "text": text, "is_done": False}
        st.session_state.tasks.append(task)
    st.session_state.new_task = ""


def tick(task):
    task["is_done"] = not task["is_done"]


def remove(task):
    st.session_state.tasks.remove(task)


def remove_done():
    tasks = st.session_state.tasks
    st.session_state.tasks = [task for task in tasks if not task["is_done"]]


st.text_input("A new task", key="new_task", on_change=add, placeholder="Press Enter to add it")
shown = st.pills("Show", ["All", "Open", "Done"], default="All", required=True)

tasks = st.session_state.tasks
done = [task for task in tasks if task["is_done"]]
for task in tasks:
    if shown != "All" and task["is_done"] != (shown == "Done"):
        continue
    left, right = st.columns([6, 1], vertical_alignment="center", wrap=False)
    text = f"~~{task['text']}~~" if task["is_done"] else task["text"]
    left.checkbox(
        text, value=task["is_done"], key=f"tick-{task['id']}", on_change=tick, args=(task,)
    )
    right.button(
        "✕",
        help="Remove it",
        key=f"remove-{task['id']}",
        type="tertiary",
        on_click=remove,
        args=(task,),
    )

if tasks:
    st.progress(len(done) / len(tasks), f"{len(done)} of {len(tasks)} done")
    st.button("Remove what is done", on_click=remove_done, disabled=not done)
else:
    st.info("Nothing to do. Enjoy the day!", icon="☀️")
