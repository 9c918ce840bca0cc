import tempfile
from pathlib import Path

from sqlalchemy import text

import anew as st

# A file of SQLite. The addresses of other databases belong into .anew/secrets.toml.
file = Path(tempfile.gettempdir(), "anew-shop.db")
shop = st.connection("shop", type="sql", url=f"sqlite:///{file}")

with shop.session as session:
    session.execute(text("create table if not exists orders (city text, amount integer)"))
    session.commit()


def order():
    with shop.session as session:
        values = {"city": st.session_state.city, "amount": st.session_state.amount}
        session.execute(text("insert into orders values (:city, :amount)"), values)
        session.commit()


with st.form("order"):
    st.text_input("City", "Lima", key="city")
    st.number_input("Amount", 1, key="amount")
    st.form_submit_button("Order", on_click=order)

st.dataframe(shop.query("select * from orders", ttl=0))
