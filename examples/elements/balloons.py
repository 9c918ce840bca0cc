import anew as st

if st.button("Finish", type="primary"):
    st.balloons()
    st.success("All done.")
