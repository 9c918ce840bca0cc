import anew as st

if st.button("Let it snow"):
    st.snow()
