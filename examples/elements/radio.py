import anew as st

size = st.radio("Size", ["Small", "Medium", "Large"], index=1, captions=["1 l", "2 l", "5 l"])
paid = st.radio("Pay by", ["Card", "Cash"], index=None, horizontal=True)
st.write("Size:", size, "paid by:", paid)
