import anew as st

stock = [
    {"fruit": "Apples", "boxes": 12, "ripe": True},
    {"fruit": "Pears", "boxes": 7, "ripe": False},
    {"fruit": "Plums", "boxes": 31, "ripe": True},
]
edited = st.data_editor(
    stock,
    num_rows="dynamic",
    column_config={
        "fruit": st.column_config.TextColumn("Fruit", required=True, max_chars=20),
        "boxes": st.column_config.NumberColumn("Boxes", min_value=0, default=0),
        "ripe": st.column_config.CheckboxColumn("Ripe?", default=False),
    },
    key="stock",
    alt="The stock of fruit",
)
st.write("Boxes in all:", sum(row["boxes"] or 0 for row in edited))
st.write("Rows that were added:", len(st.session_state.stock["added_rows"]))
