import anew as st

if st.toggle("Show details"):
    st.write("Here they are.")
