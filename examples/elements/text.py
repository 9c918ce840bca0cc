import anew as st

st.text("2 * 3 * 4 = 24\n    and the stars and the spaces stay.")
