"""What this gallery is, and the shortest app that does something."""

import anew as st

st.title("Hello from anew 👋")
st.markdown(
    "Each app in the menu is a Python script. It runs **anew, from top to bottom**, each time "
    "you touch something, and `st.session_state` is what it remembers for this tab."
)

st.subheader("Try it here", divider="blue")

name = st.text_input("Your name", placeholder="Ada")
size = st.slider("How glad are you to be here?", 1, 10, 7)
if name:
    st.success(f"Welcome, {name}! {'🎉' * size}")

st.code(
    """
name = st.text_input("Your name", placeholder="Ada")
size = st.slider("How glad are you to be here?", 1, 10, 7)
if name:
    st.success(f"Welcome, {name}! {'🎉' * size}")
""".strip()
)

st.subheader("What to look at", divider="green")

st.markdown(
    """
- Click as fast as you can: every click counts exactly once.
- Reload the page, or cut the network: what you did is still there.
- Open a second tab: it has a session of its own.
- Press `r` to run the script again, and `c` to clear the cache.
"""
)

with st.expander("What this session remembers"):
    st.write(st.session_state)
