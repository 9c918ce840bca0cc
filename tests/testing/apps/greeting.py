"""An app in a file, with a neighbour."""

from greeting_words import WHO, greeting

import anew as st

st.title(greeting("world"))
st.caption(f"said by {WHO}")
