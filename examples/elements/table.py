import anew as st

st.table(
    {
        "Planet": ["Mercury", "Venus", "**Earth**", "Mars"],
        "Moons": [0, 0, 1, 2],
        "Radius in km": [2439.7, 6051.8, 6371.0, 3389.5],
    },
    border="horizontal",
    alt="The inner planets",
)
