import anew as st

st.json({"name": "Ada", "born": 1815, "works": [{"title": "Notes", "year": 1843}]}, expanded=1)
