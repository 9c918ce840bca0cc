import anew as st

with st.expander("Details"):
    st.write("Many of them.")

steps = st.expander("Steps", on_change="rerun")
if steps.open:
    steps.write("Worked out only while somebody looks.")
