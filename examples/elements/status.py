import anew as st

with st.status("Baking …", expanded=True) as steps:
    st.write("Mixing")
    st.write("Kneading")
    steps.update(label="Baked")

failed = st.status("Selling …", state="error", type="compact")
failed.write("The shop is closed.")
st.status("Closing", state="complete", type="step")
