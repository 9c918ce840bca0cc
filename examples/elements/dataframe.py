import anew as st

rows = [
    {"n": n, "square": n**2, "root": n**0.5, "is even": n % 2 == 0, "more": "Show"}
    for n in range(1000)
]
chosen = st.dataframe(
    rows,
    column_config={"n": "Number", "more": st.column_config.ButtonColumn("", key="more")},
    on_select="rerun",
    selection_mode=["multi-row", "single-cell"],
    alt="Squares and roots",
)
st.write("The sum of the selected numbers is", sum(chosen.selection.rows))
if st.session_state.more:
    st.write("You pressed the button of", st.session_state.more.row)
