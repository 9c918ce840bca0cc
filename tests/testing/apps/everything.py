"""An app with every element, in a text as tests begin theirs: `st` is there."""

EVERYTHING = """
st.title("A *title*", anchor="top")
st.header("A header")
st.subheader("A subheader")
st.markdown("**Bold**", help="Some *help*")
st.caption("A caption")
st.text("Text")
st.code("x = 1")
st.json({"a": 1})
st.divider()
for kind in ("success", "info", "warning", "error"):
    getattr(st, kind)(f"{kind}!")
st.exception(RuntimeError("shown"))
left, right = st.columns(2)
left.button("Go", key="go", help="*Why* not")
right.checkbox("Agree", key="agree")
with st.container(key="box"):
    st.toggle("Dark", True)
with st.expander("More"):
    st.number_input("Age", 0, 130, 36, placeholder="years")
st.sidebar.text_input("Name", "Ada", key="name")
st.sidebar.slider("Range", 0.0, 1.0, (0.25, 0.75), key="range")
st.empty()
"""
