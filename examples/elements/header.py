import anew as st

st.header("By region", divider="blue")
st.write("North, south, east, west.")
