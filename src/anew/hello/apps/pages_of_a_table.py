"""A long table, some rows at a time: the page's number is what has to be remembered."""

import anew as st

NAMES = ["Ada", "Blaise", "Carl", "Dorothy", "Emmy", "Fibonacci", "Grace", "Hypatia", "Isaac"]


@st.cache_data
def orders(count):
    """Made up, but always the same."""
    return [
        {
            "Order": 1000 + number,
            "Customer": NAMES[number * 7 % len(NAMES)],
            "Pieces": number * 13 % 40 + 1,
            "Sum": round((number * 37 % 900) + 9.5, 2),
        }
        for number in range(count)
    ]


def go(to):
    st.session_state.page = to


st.title("A table in pages")

if "page" not in st.session_state:
    st.session_state.page = 0

left, right = st.columns([2, 1])
wanted = left.text_input("Customer", placeholder="All", on_change=go, args=(0,))
per_page = right.selectbox("Rows", [5, 10, 25], on_change=go, args=(0,))

rows = [row for row in orders(237) if wanted.lower() in row["Customer"].lower()]
last = max(0, (len(rows) - 1) // per_page)
page = min(st.session_state.page, last)

st.table(rows[page * per_page : (page + 1) * per_page], hide_index=True)

with st.container(horizontal=True, vertical_alignment="center"):
    st.button("First", on_click=go, args=(0,), disabled=page == 0)
    st.button("Back", on_click=go, args=(page - 1,), disabled=page == 0)
    st.text(f"Page {page + 1} of {last + 1}")
    st.button("Next", on_click=go, args=(page + 1,), disabled=page == last)
    st.button("Last", on_click=go, args=(last,), disabled=page == last)
st.caption(f"{len(rows)} orders, {sum(row['Sum'] for row in rows):,.2f} € together")
