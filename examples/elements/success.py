import anew as st

st.success("Saved.", icon="✅")
