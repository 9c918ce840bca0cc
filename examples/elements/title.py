import anew as st

st.title("Sales of *this* year", help="From January on.")
