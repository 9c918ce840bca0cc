import anew as st

left, right = st.columns([3, 1])
left.text_input("Name")
right.space("small")
right.button("Search", width="stretch")

with st.container(horizontal=True):
    st.button("Back")
    st.space("stretch")
    st.button("Next")
