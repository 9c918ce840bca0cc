import anew as st

st.info("Choose a file to begin.", title="Nothing here yet")
