"""Two sliders that follow one another: each callback sets the other's value."""

import anew as st

st.title("Temperature")

if "celsius" not in st.session_state:
    st.session_state.celsius = 20.0
    st.session_state.fahrenheit = 68.0


def from_celsius():
    st.session_state.fahrenheit = round(st.session_state.celsius * 9 / 5 + 32, 1)


def from_fahrenheit():
    st.session_state.celsius = round((st.session_state.fahrenheit - 32) * 5 / 9, 1)


st.slider("Celsius", -50.0, 50.0, step=0.1, key="celsius", on_change=from_celsius)
st.slider("Fahrenheit", -58.0, 122.0, step=0.1, key="fahrenheit", on_change=from_fahrenheit)

felt = "freezing" if st.session_state.celsius <= 0 else "cool"
if st.session_state.celsius > 15:
    felt = "pleasant" if st.session_state.celsius < 28 else "hot"
st.metric(
    "It feels",
    felt,
    f"{st.session_state.celsius - 20:+.1f} °C from a mild day",
    delta_color="off",
)
