import streamlit as st
from points import waves

st.line_chart(waves())
