import anew as st

st.area_chart(
    {"Wind": [3, 5, 4, 6, 5], "Sun": [0, 2, 5, 3, 0]},
    x_label="Hour",
    y_label="Megawatts",
    alt="Power from wind and sun in five hours",
)
