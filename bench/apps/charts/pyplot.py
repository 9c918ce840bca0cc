import streamlit as st
from matplotlib.figure import Figure
from points import waves

figure = Figure()
figure.subplots().plot(waves())
st.pyplot(figure)
