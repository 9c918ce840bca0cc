import anew as st

st.subheader("North", anchor="north", icon="🧭")
st.write("The smallest region.")
