import anew as st

ROW = {"bread": 12, "rolls": 40}

action = st.menu_button(
    "Export", ["CSV", "JSON", "*Nothing*"], icon=":material/download:", key="export"
)
if action == "CSV":
    st.code("\n".join(f"{name},{count}" for name, count in ROW.items()))
elif action == "JSON":
    st.json(ROW)
else:
    st.write("Chosen:", action)
