import pydeck
import streamlit as st
from points import places

layer = pydeck.Layer("ScatterplotLayer", places(), get_position=["lon", "lat"], get_radius=300)
view = pydeck.ViewState(latitude=48.5, longitude=11.5, zoom=7)
st.pydeck_chart(pydeck.Deck([layer], initial_view_state=view, map_style=None))
