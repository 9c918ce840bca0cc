"""Makes each payment once, even if the server dies in the middle of it.

A click whose effect was not saved is carried out again after a crash, so its callback may be called twice. With each
payment goes a key; the payment service makes a payment only once for a key, and most services call it an idempotency
key. `st.context.event_id` is such a key: it is the same each time that a click is carried out, and another one for
each click.

The service's address is in the environment variable PAYMENTS_URL.
"""

import json
import os
from urllib.request import Request, urlopen

import anew as st

SERVICE = os.environ.get("PAYMENTS_URL", "http://127.0.0.1:9000/payments")

st.session_state.setdefault("receipts", [])


def pay(amount: int) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": st.context.event_id}
    request = Request(SERVICE, json.dumps({"amount": amount}).encode(), headers)
    with urlopen(request, timeout=10) as answer:
        st.session_state.receipts.append(json.load(answer)["receipt"])


st.title("Payment")
amount = st.number_input("Amount", 1, 1000, 20)
st.button("Pay", on_click=pay, args=(amount,), type="primary")
for receipt in st.session_state.receipts:
    st.text(f"Paid: {receipt}")
