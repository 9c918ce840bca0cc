import anew as st

st.code("SELECT name\nFROM people\nWHERE born < 1900", language="sql", line_numbers=True)
