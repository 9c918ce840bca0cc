import anew as st


@st.dialog("Leave a note", icon="📝")
def leave_note(order):
    note = st.text_input("Note")
    if st.button("Save", type="primary"):
        st.session_state[order] = note
        st.rerun()


if st.button("Note for order 7"):
    leave_note("order-7")
st.write("Note:", st.session_state.get("order-7", "none"))
