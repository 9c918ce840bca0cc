import anew as st

colors = st.multiselect("Colors", ["Red", "Green", "Blue", "Yellow"], ["Red", "Blue"])
two = st.multiselect("At most two", ["Mo", "Tu", "We", "Th", "Fr"], max_selections=2)
tags = st.multiselect("Tags", ["home", "work"], accept_new_options=True)
st.write("Colors:", colors, "days:", two, "tags:", tags)
