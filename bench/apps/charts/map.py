import streamlit as st
from points import places

st.map(places())
