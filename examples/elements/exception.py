import anew as st

try:
    1 / 0
except ZeroDivisionError as error:
    st.exception(error)
