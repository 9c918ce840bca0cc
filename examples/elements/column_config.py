import datetime

import anew as st

columns = st.column_config
flag = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3 2'%3E%3Cpath fill='%23{}' d='M0 0h3v2H0z'/%3E%3C/svg%3E"

st.dataframe(
    {
        "flag": [flag.format("c1440e"), flag.format("e3bb76"), None],
        "planet": ["Mars", "Venus", "Saturn"],
        "mass": [0.107, 0.815, 95.16],
        "day": [88_775, 10_087_200, 38_018],
        "visited": [True, True, False],
        "surface": ["rock", "rock", "gas"],
        "tags": [["red", "cold"], ["hot"], ["rings", "cold"]],
        "moons": [["Phobos", "Deimos"], [], ["Titan", "Rhea", "Enceladus"]],
        "share": [0.25, 0.5, 0.9],
        "temperature": [[-60, -80, -20, -63], [464, 465, 462], [-140, -139, -138]],
        "landed": [datetime.date(1971, 12, 2), datetime.date(1970, 12, 15), None],
        "seen": [datetime.datetime(2024, 1, 31, 20, 15), datetime.datetime(2024, 5, 1, 5, 0), None],
        "rises": [datetime.time(8, 30), datetime.time(5, 45), datetime.time(21, 0)],
        "page": [f"https://example.org/planets/{name}" for name in ("mars", "venus", "saturn")],
        "details": [{"radius": 3390, "gases": ["CO2"]}, {"radius": 6052}, {"radius": 58232}],
        "note": ["**Red**, because of :red[rust]", "The *brightest*", "Has rings"],
    },
    column_config={
        "flag": columns.ImageColumn("", width=50),
        "planet": columns.TextColumn("Planet", pinned=True, help="As seen from the *Sun*."),
        "mass": columns.NumberColumn("Mass", format="%.2f ⊕"),
        "day": columns.NumberColumn("Day", format="duration"),
        "visited": columns.CheckboxColumn("Visited"),
        "surface": columns.SelectboxColumn(
            "Surface", options=["rock", "gas"], format_func=str.title
        ),
        "tags": columns.MultiselectColumn(
            "Tags", options=["red", "cold", "hot", "rings"], color="auto"
        ),
        "moons": columns.ListColumn("Moons"),
        "share": columns.ProgressColumn("Mapped", color="auto"),
        "temperature": columns.LineChartColumn("Temperature", width="medium"),
        "landed": columns.DateColumn("Landed", format="D MMM YYYY"),
        "seen": columns.DatetimeColumn("Seen", format="YYYY-MM-DD HH:mm"),
        "rises": columns.TimeColumn("Rises", format="hh:mm a"),
        "page": columns.LinkColumn("Page", display_text=r"planets/(\w+)"),
        "details": columns.JsonColumn("Details"),
        "note": columns.MarkdownColumn("Note"),
    },
    alt="Planets",
)
