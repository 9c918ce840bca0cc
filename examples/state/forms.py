"""A list of guests: what is typed into the form is taken when it is sent, all at once."""

import anew as st

st.session_state.setdefault("guests", [])

st.title("Guests")
with st.form("guest", clear_on_submit=True):
    name = st.text_input("Name", key="name")
    brings_cake = st.checkbox("Brings a cake", key="cake")
    if st.form_submit_button("Invite") and name:
        st.session_state.guests.append((name, brings_cake))

cakes = sum(cake for _, cake in st.session_state.guests)
st.text(f"{len(st.session_state.guests)} guests, {cakes} cakes")
for guest, cake in st.session_state.guests:
    st.text(f"{guest} with a cake" if cake else guest)
