import anew as st

st.warning("This takes a minute.", title="Large file")
