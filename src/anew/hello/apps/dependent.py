"""What one widget offers depends on what was chosen in another."""

import anew as st

MENU = {
    "Pizza": {"Margherita": 9.0, "Funghi": 10.5, "Quattro stagioni": 12.0},
    "Pasta": {"Aglio e olio": 8.5, "Arrabbiata": 9.0, "Pesto": 9.5},
    "Salad": {"Green": 5.0, "Caprese": 8.0},
}
EXTRAS = {"Pizza": ["Olives", "Rocket", "Extra cheese"], "Pasta": ["Parmesan"], "Salad": []}

st.title("Order a meal")

kind = st.segmented_control("What would you like?", list(MENU), default="Pizza", required=True)
dish = st.radio(
    "Which one?",
    list(MENU[kind]),
    captions=[f"{price:.2f} €" for price in MENU[kind].values()],
)

price = MENU[kind][dish]
extras = []
if EXTRAS[kind]:
    extras = st.multiselect("With", EXTRAS[kind], placeholder="Nothing else")
    price += 1.5 * len(extras)

is_large = False
if kind == "Pizza":
    is_large = st.toggle("Large (+4.00 €)")
    price += 4.0 * is_large

portions = st.number_input("Portions", 1, 12, 1)
if portions >= 6:
    st.info("Ten percent off from six portions on.", icon="🎁")
    price *= 0.9

words = [f"{portions}", "large" if is_large else "", dish, kind.lower()]
if extras:
    words.append(f"with {' and '.join(extra.lower() for extra in extras)}")
st.metric(" ".join(filter(None, words)), f"{price * portions:.2f} €")
