"""Sentences are judged one after the other; a callback keeps the judgement and goes on."""

import anew as st

SENTENCES = [
    "The train came on time.",
    "The soup was cold again.",
    "The museum opens at nine.",
]

st.session_state.setdefault("judged", {})


def judge(sentence: str, mood: str) -> None:
    st.session_state.judged[sentence] = mood


def take_back() -> None:
    st.session_state.judged.popitem()


st.title("How does it sound?")
judged = st.session_state.judged
waiting = [sentence for sentence in SENTENCES if sentence not in judged]
st.text(f"{len(judged)} of {len(SENTENCES)} judged")
if waiting:
    st.subheader(waiting[0])
    for column, mood in zip(st.columns(3), ("Glad", "Plain", "Cross"), strict=True):
        column.button(mood, on_click=judge, args=(waiting[0], mood), key=mood)
else:
    st.success("All of them are judged.")
st.button("Take the last one back", on_click=take_back, disabled=not judged, key="back")
for sentence, mood in judged.items():
    st.text(f"{mood}: {sentence}")
