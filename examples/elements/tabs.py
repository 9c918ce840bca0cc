import anew as st

cats, dogs = st.tabs(["Cats", "Dogs"])
cats.write("Meow")
with dogs:
    st.write("Woof")

day, night = st.tabs([":material/sunny: Day", ":material/bedtime: Night"], on_change="rerun")
if night.open:
    night.write("Worked out only while somebody looks.")
