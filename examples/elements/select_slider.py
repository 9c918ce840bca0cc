import anew as st

size = st.select_slider("Size", ["XS", "S", "M", "L", "XL"], "M")
first, last = st.select_slider("Days", ["Mo", "Tu", "We", "Th", "Fr"], ("Tu", "Th"))
st.write("Size:", size, "days:", first, "to", last)
