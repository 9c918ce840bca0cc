"""The app of the scenarios: each event appends the number that it brings to a list.

The list is changed in place, and a second key counts it: a commit that is torn would show. The page
shows the list. Nothing is merged: a number comes together with a click.
"""

from __future__ import annotations

import json
import os
import random
import time

import anew as st

# Seconds that a callback takes at most, so that it can be hit; set from outside.
PAUSE_SECONDS = float(os.environ.get("ANEW_TESTS_PAUSE", "0"))

if "log" not in st.session_state:
    st.session_state.log = []
    st.session_state.count = 0


def add() -> None:
    st.session_state.log.append(st.session_state.mark)
    if PAUSE_SECONDS:
        time.sleep(random.uniform(0, PAUSE_SECONDS))
    st.session_state.count += 1


st.number_input("Mark", value=0, key="mark")
st.button("Add", on_click=add)
log = st.session_state.log
st.text(json.dumps(log if len(log) == st.session_state.count else ["torn", st.session_state.count]))
