"""The bakery of the README's picture: widgets, metrics, a table and a form."""

import datetime
import math

import anew as st

st.set_page_config(page_title="Bakery", page_icon="🥐", layout="wide")

with st.sidebar:
    st.header("Corner Bakery")
    weeks = st.slider("Weeks", 1, 12, 6)
    goods = st.multiselect(
        "Goods", ["Bread", "Croissants", "Cake", "Rolls"], default=["Bread", "Croissants", "Cake"]
    )
    first = st.date_input("From", datetime.date(2026, 3, 2))

st.title("Sales at a glance")
st.caption(f"{weeks} weeks from {first:%d %B %Y}")
prices = {"Bread": 3.2, "Croissants": 1.4, "Cake": 4.5, "Rolls": 0.6}
sold = {
    good: round(140 + 90 * math.sin(place * 2 + weeks)) * weeks for place, good in enumerate(prices)
}

for column, good in zip(st.columns(max(1, len(goods))), goods, strict=False):
    column.metric(good, f"{sold[good]:,}", f"{(sold[good] % 17) - 6} %", border=True)

left, right = st.columns([3, 2], gap="large")
with left:
    st.subheader("By product")
    st.dataframe(
        {
            "Product": goods,
            "Sold": [sold[good] for good in goods],
            "Price": [f"{prices[good]:.2f} €" for good in goods],
            "Revenue": [round(sold[good] * prices[good], 2) for good in goods],
        },
        hide_index=True,
    )
    st.success("Croissants sell best on **Saturdays**.", icon="🥐")
with right:
    st.subheader("Order for tomorrow")
    with st.form("order"):
        what = st.selectbox("Product", list(prices))
        pieces = st.number_input("Pieces", 1, 500, 120)
        if st.form_submit_button("Order", type="primary", icon="🛒"):
            st.toast(f"{pieces} of {what} ordered.")
