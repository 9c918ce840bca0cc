import anew as st

view = st.segmented_control("View", ["List", "Map", "Calendar"], default="List", required=True)
days = st.segmented_control("Days", ["Mo", "Tu", "We"], selection_mode="multi")
st.write("View:", view, "days:", days)
