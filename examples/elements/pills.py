import anew as st

mood = st.pills("Mood", [":material/bedtime: Calm", ":material/sunny: Happy", "Tired"])
days = st.pills("Days", ["Mo", "Tu", "We", "Th", "Fr"], selection_mode="multi", default=["Mo"])
st.write("Mood:", mood, "days:", days)
