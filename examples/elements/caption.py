import anew as st

st.write("Sales rose by 4 %.")
st.caption("Figures of *last* week.")
