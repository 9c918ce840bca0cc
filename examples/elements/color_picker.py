import anew as st

color = st.color_picker("Colour of the lines", "#ff8800")
st.write("The lines are", color)
