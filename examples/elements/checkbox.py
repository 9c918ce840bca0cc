import anew as st

if st.checkbox("I agree"):
    st.write("Thanks.")
