import anew as st

st.write("Ask what you like.")
with st.bottom:
    st.caption("Answers may be wrong.")
st.chat_input("Ask the baker")
