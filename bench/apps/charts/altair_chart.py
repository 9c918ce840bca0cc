import altair
import pandas
import streamlit as st
from points import POINTS, waves

data = pandas.DataFrame({"at": range(POINTS), "wave": waves()})
st.altair_chart(altair.Chart(data).mark_point().encode(x="at", y="wave"))
