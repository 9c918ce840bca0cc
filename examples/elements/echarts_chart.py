import anew as st

days = ["Mo", "Tu", "We", "Th", "Fr"]
sold = {"Bread": [12, 20, 9, 15, 30], "Cake": [3, 4, 8, 6, 12]}
series = [
    {"type": "bar", "name": name, "stack": "all", "selectedMode": "multiple", "data": pieces}
    for name, pieces in sold.items()
]
picked = st.echarts_chart(
    {"legend": {}, "tooltip": {}, "xAxis": {"data": days}, "yAxis": {}, "series": series},
    key="week",
    on_select="rerun",
    alt="Pieces sold by day",
)
for one in picked.selection.selected:
    st.write(one.series_name, "on", ", ".join(days[row] for row in one.data_indices))
