import anew as st

city = st.selectbox("City", ["Berlin", "Lisbon", "Paris", "Rome"])
number = st.selectbox("Number", range(10_000), index=None, format_func=lambda n: f"Number {n}")
tag = st.selectbox("Tag", ["home", "work"], index=None, accept_new_options=True)
st.write("City:", city, "number:", number, "tag:", tag)
