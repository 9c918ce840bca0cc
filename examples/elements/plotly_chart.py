import anew as st

days = ["Mo", "Tu", "We", "Th", "Fr"]
sold = {"Bread": [12, 20, 9, 15, 30], "Cake": [3, 4, 8, 6, 12]}
traces = [{"type": "bar", "name": name, "x": days, "y": pieces} for name, pieces in sold.items()]
picked = st.plotly_chart(
    {"data": traces, "layout": {"title": "Sold this week", "barmode": "stack"}},
    key="week",
    on_select="rerun",
    alt="Pieces sold by day",
)
st.write("Chosen:", ", ".join(point["x"] for point in picked.selection.points) or "nothing")
