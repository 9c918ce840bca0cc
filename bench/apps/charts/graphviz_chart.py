import streamlit as st
from points import shift

by = shift()
edges = " ".join(f"n{at} -> n{(at * 7 + by) % 60};" for at in range(60))
st.graphviz_chart(f"digraph {{ {edges} }}")
