"""Trains a model in the background: it can be watched and cancelled, and the page stays usable meanwhile.

Load the page again while it trains: it goes on. Restart the server: it is interrupted, and says so.
"""

import time

import anew as st


@st.task
def train(epochs: int, rate: float) -> list[float]:
    losses = []
    for epoch in range(epochs):
        time.sleep(0.5)  # The work of an epoch.
        losses.append(1 / (1 + rate * epoch))
        st.session_state.losses = [*losses]
        st.task.report((epoch + 1) / epochs, f"Epoch {epoch + 1} of {epochs}")
    return losses


st.title("Training")
epochs = st.slider("Epochs", 1, 100, 20)
rate = st.number_input("Learning rate", 0.01, 1.0, 0.1)


@st.fragment
def watch() -> None:
    """Only this runs again while the task works."""
    if train.status == "running":
        st.progress(train.progress, train.text)
        st.button("Cancel", on_click=train.cancel)
    else:
        st.button("Train", on_click=train.start, args=(epochs, rate), type="primary")
    if train.status == "interrupted":
        st.warning("The server was restarted. Train again.")
    if train.error:
        st.exception(train.error)
    if losses := st.session_state.get("losses"):
        st.line_chart(losses)
    if train.status == "done" and train.result:
        st.success(f"The loss is {train.result[-1]:.3f}.")


watch()
