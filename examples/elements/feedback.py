import anew as st

thumb = st.feedback("thumbs")
face = st.feedback("faces")
stars = st.feedback("stars", default=3)
st.write("Thumb:", thumb, "face:", face, "stars:", stars)
