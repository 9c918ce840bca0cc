import anew as st

prompt = st.chat_input("Ask the baker", submit_mode="stop", accept_audio=True)
if prompt:
    with st.chat_message("user"):
        st.write(prompt.text)
        if prompt.audio:
            st.audio(prompt.audio)
    st.chat_message("assistant").write("We open at six.")

noted = st.container(border=True).chat_input(
    "Note something", accept_file="multiple", max_chars=200
)
if noted:
    st.write(noted.text, "with", len(noted.files), "files")
