import streamlit as st
from points import waves

option = {
    "xAxis": {"type": "value"},
    "yAxis": {},
    "series": [{"type": "line", "data": [[at, one] for at, one in enumerate(waves())]}],
}
st.echarts_chart(option)
