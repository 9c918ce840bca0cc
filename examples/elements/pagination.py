import anew as st

ORDERS = [f"Order {n}" for n in range(1, 196)]
EACH = 10

page = st.pagination(-(-len(ORDERS) // EACH), key="page", bind="query-params")
for order in ORDERS[(page - 1) * EACH : page * EACH]:
    st.text(order)
