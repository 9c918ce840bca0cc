import anew as st

age = st.slider("Age", 0, 130, 25)
low, high = st.slider("Price", 0.0, 10.0, (2.5, 7.5), format="$%.2f")
st.write("Age:", age, "price:", low, "to", high)
