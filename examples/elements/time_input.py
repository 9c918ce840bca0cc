import anew as st

alarm = st.time_input("Wake me at", "07:30")
snooze = st.time_input("And again at", None, step=300, format="12h")
st.write("The alarm is set for", alarm, "and", snooze)
