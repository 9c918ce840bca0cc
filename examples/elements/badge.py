import anew as st

st.badge("New")
st.badge("Shipped", icon=":material/check:", color="green")
st.badge("Needs review", icon="⚠️", color="orange", help="Somebody should look at it.")
