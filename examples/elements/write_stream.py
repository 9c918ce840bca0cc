import time

import anew as st

RECIPE = """
A **pretzel** needs:

1. flour, water and yeast,
2. salt,
3. and lye, which makes it brown.

Its shape is that of folded arms.
"""


def words():
    for word in RECIPE.strip().split(" "):
        yield word + " "
        time.sleep(0.01)


st.write_stream(words, cursor="▌")
