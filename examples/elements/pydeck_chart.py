import pydeck

import anew as st

towers = [
    {"name": "Tour Eiffel", "at": [2.2945, 48.8583], "high": 330},
    {"name": "Tour Montparnasse", "at": [2.3219, 48.8421], "high": 209},
    {"name": "Notre-Dame", "at": [2.3499, 48.8530], "high": 96},
]
columns = pydeck.Layer(
    "ColumnLayer",
    towers,
    id="towers",
    get_position="at",
    get_elevation="high",
    elevation_scale=5,
    radius=150,
    get_fill_color=[90, 100, 220],
    pickable=True,
)
view = pydeck.ViewState(longitude=2.32, latitude=48.85, zoom=11.5, pitch=50)
deck = pydeck.Deck([columns], initial_view_state=view, tooltip={"text": "{name}: {high} m"})

chosen = st.pydeck_chart(deck, on_select="rerun", alt="Three towers of Paris, by height")
for tower in chosen.selection.objects.get("towers", []):
    st.write(tower["name"], "is", tower["high"], "metres high.")
