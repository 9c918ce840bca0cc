import anew as st

sold = {"fruit": ["Apples", "Pears", "Plums"], "June": [28, 55, 43], "July": [31, 48, 60]}
st.bar_chart(
    sold, x="fruit", y=["June", "July"], horizontal=True, alt="Kilos of fruit sold in two months"
)
