import anew as st

with st.popover("Settings", icon="⚙️"):
    name = st.text_input("Name", "Ada")
    is_loud = st.checkbox("Sound")
st.write(name, "with sound" if is_loud else "without a sound")
