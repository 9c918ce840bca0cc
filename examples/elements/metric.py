import anew as st

left, middle, right = st.columns(3, border=True)
left.metric("Temperature", "21 °C", "-1.5 °C", chart_data=[24, 23, 23.5, 22, 21])
middle.metric(
    "Revenue",
    1234567,
    0.042,
    format="compact",
    delta_description="since Monday",
    chart_data=[3, 5, 4, 7, 9],
    chart_type="bar",
)
with right:
    errors = [1, 0, 4, 2, 3]
    st.metric("Errors", 3, 2, delta_color="inverse", chart_data=errors, chart_type="area")
