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
    st.text_area("Text area", "several lines", help="Help.")
    st.radio("Radio", ["one", "another"], captions=["this", "that"], help="Help.")
    st.radio("Radio in a row", range(20), horizontal=True)
    st.selectbox("Selectbox", ["one", "another"], help="Help.")
    st.multiselect("Multiselect", range(30), list(range(20)), help="Help.")
    st.select_slider("Select slider", ["small", "medium", "large"], help="Help.")
    st.pills("Pills", range(30), default=3, help="Help.")
    st.segmented_control("Segmented control", ["one", "another"], default="one", help="Help.")
    st.feedback("stars", default=2)
    st.menu_button("Menu", ["one", "another"], icon=":material/more_vert:", help="Help.")
    st.pagination(100, default=50)
    st.date_input("Date", datetime.date(2024, 1, 31), help="Help.")
    st.date_input("Dates", (datetime.date(2024, 1, 1), datetime.date(2024, 1, 31)))
    st.time_input("Time", datetime.time(8, 30), help="Help.")
    st.datetime_input("Date and time", datetime.datetime(2024, 1, 31, 8, 30), help="Help.")
    st.color_picker("Colour", "#ff8800", help="Help.")
    st.audio_input("Recorder", help="Help.")
    st.camera_input("Camera", help="Help.", disabled=True)
    st.link_button("Link", "https://example.org")
    with st.form("form"):
        st.text_input("In a form")
        st.form_submit_button("Submit", help="Help.")
    with st.container(border=True, horizontal=True):
        for n in range(12):
            st.button(f"Button {n}")
    for column in st.columns(4, border=True):
        column.number_input("In a column", key=f"c{id(column)}", value=1000000)
    st.empty()
    with st.expander("Expander", expanded=True):
        st.text("inside")
    st.progress(40, "Progress")
    with st.spinner("Spinner"):
        st.toast("Toast")
    st.metric("Metric", 1234567, -0.1, format="compact", chart_data=[3, 1, 2], help="Help.")
    for tab in st.tabs(["One", "Two"]):
        tab.text("in a tab")
    with st.popover("Popover", help="Help."):
        st.text("in a popover")
"""
