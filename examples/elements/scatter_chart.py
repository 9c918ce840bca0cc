import anew as st

planets = {
    "name": ["Mercury", "Venus", "Earth", "Mars"],
    "distance": [0.39, 0.72, 1.0, 1.52],
    "year": [0.24, 0.62, 1.0, 1.88],
    "mass": [0.06, 0.82, 1.0, 0.11],
}
st.scatter_chart(
    planets,
    x="distance",
    y="year",
    color="name",
    size="mass",
    alt="Four planets: the farther from the sun, the longer their year",
)
