import anew as st

grid = st.grid(3, border=True)
with grid.cell(column_span="all"):
    st.markdown("**This week**")
    st.caption("Compared with the week before")
grid.metric("Loaves", 412, 31)
grid.metric("Rolls", 1280, -64)
grid.metric("Cakes", 57, 8)
with grid.cell(column_span=2):
    st.bar_chart({"Loaves": [52, 60, 58, 71, 80, 91]}, height=200)
grid.write("Closed on Sunday.")
