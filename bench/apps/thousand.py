"""The counter with 1,000 more lines below it that never change."""

import streamlit as st

st.title("Counter")
if "count" not in st.session_state:
    st.session_state.count = 0
if st.button("Increment"):
    st.session_state.count += 1
st.write(f"Count = {st.session_state.count}")
for number in range(1000):
    st.text(f"This is line {number} of a thousand.")
