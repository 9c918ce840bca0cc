"""A small app to deploy: it says which process answers, and remembers what you did all the same."""

import os
import socket

import anew as st

st.title("Anywhere")
st.session_state.setdefault("clicks", 0)
if st.button("Click", type="primary"):
    st.session_state.clicks += 1
name = st.text_input("Your name")

st.metric("Clicks", st.session_state.clicks)
st.caption(f"Process {os.getpid()} of {socket.gethostname()} answers{f', {name}' if name else ''}.")
