import anew as st

rows = [{"n": n, "square": n**2, "root": n**0.5, "is even": n % 2 == 0} for n in range(1000)]
st.dataframe(rows, column_config={"n": "Number"}, alt="Squares and roots")
