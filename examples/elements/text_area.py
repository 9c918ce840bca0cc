import anew as st

story = st.text_area("Your story", placeholder="Once upon a time …", max_chars=500)
st.write("It has", len(story.split()), "words.")
