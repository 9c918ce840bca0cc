import anew as st

st.line_chart(
    {"Oslo": [-4, -3, 1, 6, 12, 16], "Rome": [8, 9, 12, 15, 19, 23]},
    x_label="Month",
    y_label="°C",
    alt="Temperatures of six months in Oslo and Rome",
)
