import anew as st

name = st.text_input("Your name", placeholder="Ada")
search = st.text_input("Search", type="search", live=True, icon="🔍")
if name:
    st.write("Hello,", name)
if search:
    st.write("Looking for", search)
