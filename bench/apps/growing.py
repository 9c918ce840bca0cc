"""A counter beside a state of `BENCH_BYTES` bytes, which each run changes if `BENCH_TOUCHES` is set."""

import os

import streamlit as st

LINES = 10_000  # Of 1,000 characters, in one key: no key is past the limit of its size.
wanted = int(os.environ["BENCH_BYTES"])

if "count" not in st.session_state:
    st.session_state.count = 0
    for start in range(0, wanted, LINES * 1_000):
        size = min(wanted - start, LINES * 1_000)
        lines = [f"{number:05d}" * 200 for number in range(size // 1_000)]
        st.session_state[f"lines {start}"] = lines
if st.button("Increment"):
    st.session_state.count += 1
    if "BENCH_TOUCHES" in os.environ:
        for start in range(0, wanted, LINES * 1_000):
            st.session_state[f"lines {start}"][0] = f"{st.session_state.count:05d}" * 200
st.write(f"Count = {st.session_state.count}")
