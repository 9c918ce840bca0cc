import anew as st

done = st.slider("Done", 0, 100, 40)
bar = st.progress(done, f"{done} % done")
if st.button("Finish"):
    bar.progress(1.0, "All of it")
