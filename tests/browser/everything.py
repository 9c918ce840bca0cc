"""A page with every element on it."""

from __future__ import annotations

EVERYTHING = """
    import datetime

    import anew as st

    st.sidebar.slider("In the sidebar", 0, 10)
    st.title("A title of a page that has everything in it")
    st.header("A header", divider="rainbow")
    st.subheader("A subheader", help="Help.")
    st.markdown("Some **Markdown** with `code` and [a link](https://example.org).")
    st.text("text")
    st.caption("caption")
    st.code("for number in range(100): print('a line of code that is rather long', number)")
    st.json({"name": "Ada", "list": list(range(5))})
    st.write("The answer is", 42)
    st.exception(ValueError("an error of the author's, with a message that is long enough"))
    st.divider()
    st.success("success", icon="✅")
    st.info("info")
    st.warning("warning")
    st.error("error")
    st.button("Button", help="Help.")
    st.checkbox("Checkbox", help="Help.")
    st.toggle("Toggle")
    st.number_input("Number", value=1, help="Help.")
    st.text_input("Text", help="Help.")
    st.slider("Slider", 0, 100, 50)
    st.slider("Range", value=(datetime.time(0, 0), datetime.time(23, 59)))
    st.slider("Moments", value=(datetime.datetime(2024, 1, 1), datetime.datetime(2024, 1, 9)))
    with st.container(border=True, horizontal=True):
        for n in range(12):
            st.button(f"Button {n}")
    for column in st.columns(4, border=True):
        column.number_input("In a column", key=f"c{id(column)}", value=1000000)
    st.empty()
    with st.expander("Expander", expanded=True):
        st.text("inside")
"""
