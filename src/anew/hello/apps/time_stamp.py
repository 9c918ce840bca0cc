"""A form whose button's callback notes what was entered, and when."""

import datetime

import anew as st

st.title("A counter with a time stamp")

if "updates" not in st.session_state:
    st.session_state.updates = 0
    st.session_state.last_updated = datetime.time(0, 0)


def update():
    st.session_state.updates += st.session_state.step
    st.session_state.last_updated = st.session_state.time


with st.form("update"):
    now = datetime.datetime.now().replace(second=0, microsecond=0)
    st.time_input("When", value=now.time(), key="time", step=60)
    st.number_input("How much", value=1, step=1, key="step")
    st.form_submit_button("Update", on_click=update)

left, right = st.columns(2)
left.metric("Current count", st.session_state.updates)
right.metric("Last updated", f"{st.session_state.last_updated:%H:%M}")
