import anew as st

if st.button("Count"):
    with st.spinner("Counting …", show_time=True):
        total = sum(n * n for n in range(20_000_000))
    st.write("The sum is", total)
else:
    st.write("It takes a few seconds.")
