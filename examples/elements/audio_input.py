import anew as st

order = st.audio_input("Say what you would like", help="It is kept for this session only.")
if order is not None:
    st.write(f"{order.name} has {order.size:,} bytes. Here it is again:")
    st.audio(order)

with st.form("note", clear_on_submit=True):
    note = st.audio_input("A note for the baker, as good as it gets", sample_rate=None)
    if st.form_submit_button("Send") and note:
        st.success("The baker will hear it.")
