import anew as st

left, right = st.columns([2, 1], border=True)
left.write("Twice as wide")
with right:
    st.write("Once")
    st.button("OK")
