import anew as st

st.sidebar.title("Filters")
with st.sidebar:
    only_new = st.checkbox("Only new ones")
st.write("Showing", "the new ones." if only_new else "everything.")
