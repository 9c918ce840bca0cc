import anew as st

with st.form("choice"):
    text = st.text_input("A word")
    if st.form_submit_button("Shout", icon="📣"):
        st.write(text.upper())
    if st.form_submit_button("Whisper"):
        st.write(text.lower())
