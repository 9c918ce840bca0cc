import anew as st

st.map(
    {
        "city": ["Lagos", "Cairo", "Nairobi", "Kinshasa"],
        "lat": [6.46, 30.04, -1.29, -4.32],
        "lon": [3.39, 31.24, 36.82, 15.31],
        "people": [15.4, 10.1, 4.4, 16.0],
        "radius": [250_000, 200_000, 120_000, 250_000],
    },
    size="radius",
    alt="Four large cities in Africa",
)
