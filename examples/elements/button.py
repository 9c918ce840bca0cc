import anew as st

if st.button("Say hello", type="primary"):
    st.write("Hello!")
