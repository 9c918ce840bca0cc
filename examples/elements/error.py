import anew as st

st.error("There is no file of this name.", icon="🔍")
