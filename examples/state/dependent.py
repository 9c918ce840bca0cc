"""Widgets that follow each other: two scales of one temperature, cities of one country."""

import anew as st

CITIES = {"France": ["Paris", "Lyon"], "Norway": ["Oslo", "Bergen", "Tromsø"]}

st.session_state.setdefault("celsius", 20.0)
st.session_state.setdefault("fahrenheit", 68.0)


def follow_celsius() -> None:
    st.session_state.fahrenheit = st.session_state.celsius * 9 / 5 + 32


def follow_fahrenheit() -> None:
    st.session_state.celsius = (st.session_state.fahrenheit - 32) * 5 / 9


st.title("One follows the other")
left, right = st.columns(2)
left.number_input("Celsius", step=5.0, key="celsius", on_change=follow_celsius)
right.number_input("Fahrenheit", step=9.0, key="fahrenheit", on_change=follow_fahrenheit)

country = st.radio("Country", CITIES, key="country")
city = st.radio("City", CITIES[country], key=f"city in {country}")
st.text(f"{st.session_state.celsius:.1f} degrees in {city}, {country}")
