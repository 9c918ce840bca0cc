import anew as st

place = st.empty()
place.write("Nobody has pressed it.")
if st.button("Press"):
    place.write("Somebody has pressed it.")
