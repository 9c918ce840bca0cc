import anew as st

age = st.number_input("Age", min_value=0, max_value=130, value=36)
height = st.number_input("Height in m", value=None, step=0.01, placeholder="1.75")
st.write("Age:", age, "height:", height)
