import anew as st

box = st.container(border=True)
st.write("Below the box.")
box.write("In the box, though written last.")

with st.container(horizontal=True):
    st.button("Yes")
    st.button("No")
