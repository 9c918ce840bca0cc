import anew as st

st.markdown(
    """
It **works**, see [here](https://example.com).

| fruit | price |
| --- | --- |
| apple | 1.20 |
"""
)
