import anew as st

born = st.date_input("Date of birth", None, max_value="today")
stay = st.date_input("Your stay", ("2024-07-01", "2024-07-14"), format="DD/MM/YYYY")
st.write("Born on", born, "and here from", stay[0], "to", stay[-1])
