import anew as st

st.write("The answer is", 42)
st.write({"name": "Ada"}, ["a", "list"])
st.write(sorted)
