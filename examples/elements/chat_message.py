import anew as st

st.chat_message("user").write("What is in a pretzel?")
with st.chat_message("assistant"):
    st.write("Flour, water, yeast, salt and **lye**.")
    st.write("Not everybody knows the last one.")
st.chat_message("Ada").write("I did.")
st.chat_message("baker", avatar="🥨").write("So did I.")
