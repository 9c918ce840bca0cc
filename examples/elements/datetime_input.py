import anew as st

start = st.datetime_input("The meeting begins", "2024-01-31 08:30")
end = st.datetime_input("It ends", None, min_value=start)
st.write("From", start, "to", end)
