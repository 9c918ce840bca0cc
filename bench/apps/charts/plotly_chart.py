import plotly.graph_objects as graphs
import streamlit as st
from points import waves

st.plotly_chart(graphs.Figure(graphs.Scatter(y=waves(), mode="lines")), key="plotly")
