import anew as st

st.link_button("Read on", "https://example.org", icon=":material/open_in_new:")
if st.link_button("Support us", "https://example.org/support", type="primary", on_click="rerun"):
    st.write("Thank you!")
