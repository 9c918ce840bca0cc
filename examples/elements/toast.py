import anew as st

seconds = st.radio("How long?", ["short", "long", "infinite"], horizontal=True)
if st.button("Save"):
    st.toast("Your changes are **saved**.", icon="✅", duration=seconds)
