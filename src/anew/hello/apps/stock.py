"""The stock of a shop: a table that a team edits, with checks, totals and a way back."""

import anew as st

FRUIT = [
    {"item": "Apples", "kind": "fruit", "boxes": 12, "price": 8.5, "fresh": True},
    {"item": "Pears", "kind": "fruit", "boxes": 7, "price": 9.0, "fresh": True},
    {"item": "Leeks", "kind": "vegetable", "boxes": 4, "price": 5.25, "fresh": False},
    {"item": "Onions", "kind": "vegetable", "boxes": 20, "price": 3.0, "fresh": True},
]

st.title("Stock of a shop")
st.write("Click a cell and type. Paste from a spreadsheet. The last row adds another one.")


def start_over():
    st.session_state.stock = None


def sell_out():
    st.session_state.stock = [{**row, "boxes": 0} for row in FRUIT]


first, second, _ = st.columns([1, 1, 3])
first.button("Start over", on_click=start_over)
second.button("Sell out", on_click=sell_out)

edited = st.data_editor(
    FRUIT,
    key="stock",
    num_rows="dynamic",
    column_config={
        "item": st.column_config.TextColumn("Item", required=True, max_chars=30),
        "kind": st.column_config.SelectboxColumn(
            "Kind", options=["fruit", "vegetable"], default="fruit", required=True
        ),
        "boxes": st.column_config.NumberColumn("Boxes", min_value=0, max_value=999, default=0),
        "price": st.column_config.NumberColumn(
            "Price of a box", min_value=0.0, format="euro", default=1.0
        ),
        "fresh": st.column_config.CheckboxColumn("Fresh", default=True),
    },
    alt="What the shop has",
)

boxes = sum(row["boxes"] or 0 for row in edited)
value = sum((row["boxes"] or 0) * (row["price"] or 0) for row in edited)
names = [row["item"].strip().lower() for row in edited]

left, right = st.columns(2)
left.metric("Boxes", boxes, boxes - sum(row["boxes"] for row in FRUIT))
right.metric("Worth", f"€ {value:,.2f}")

if twice := sorted({name for name in names if names.count(name) > 1}):
    st.warning(f"These are there twice: {', '.join(twice)}.", icon="⚠️")
if empty := [row["item"] for row in edited if not row["boxes"]]:
    st.info(f"To be ordered: {', '.join(empty)}.", icon="📦")

changed = st.session_state.stock
st.caption(
    f"{len(changed.edited_rows)} rows changed, {len(changed.added_rows)} added, "
    f"{len(changed.deleted_rows)} deleted."
)
