import anew as st

with st.echo():
    # The code of this block is shown, too.
    numbers = range(1, 11)
    st.write("They add up to", sum(numbers))
