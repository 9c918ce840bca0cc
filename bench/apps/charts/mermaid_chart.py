import streamlit as st
from points import shift

st.mermaid_chart(f"flowchart LR\n  a[Begin {shift()}] --> b[Middle] --> c[End]")
