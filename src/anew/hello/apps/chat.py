"""A chat with a baker: the answer is streamed, and what came is kept when it is stopped."""

import time

import anew as st

ANSWERS = {
    "pretzel": """A **pretzel** is made of few things:

1. 500 g of flour, 300 g of water, and yeast,
2. 10 g of salt,
3. lye, which makes it brown.

Fold its arms, dip it, and bake it at 220 °C for *fifteen minutes*.""",
    "open": """We open early:

| Day | From | To |
| --- | --- | --- |
| Monday to Friday | 6 | 18 |
| Saturday | 7 | 13 |

On Sundays we sleep.""",
    "how many": """That depends on the oven, but this is how I count:

```python
def loaves(trays, per_tray=8, rounds=3):
    return trays * per_tray * rounds

print(loaves(trays=4))  # 96
```

So there are **96 loaves** a morning.""",
}
OTHERWISE = """I only know about the bakery. Ask me for the recipe of a **pretzel**, when we
**open**, or **how many** loaves we bake."""


def answer_to(question):
    """What the baker says, word by word."""
    found = [text for word, text in ANSWERS.items() if word in question.lower()]
    for word in (found[0] if found else OTHERWISE).split(" "):
        time.sleep(0.03)
        yield word + " "


def noted(words, message):
    """The same words, each kept as it comes: so a part of the answer stays if it is stopped."""
    for word in words:
        message["text"] += word
        yield word


st.title("Ask the baker")
st.caption("Try *pretzel*, *open* or *how many*. The answers are made on this machine.")

messages = st.session_state.setdefault("messages", [])
talk = st.container(height=440, border=True)
question = st.chat_input("Your question", submit_mode="stop")

for message in messages:
    talk.chat_message(message["from"]).markdown(message["text"])

if question:
    messages.append({"from": "user", "text": question})
    talk.chat_message("user").markdown(question)
    messages.append({"from": "assistant", "text": ""})
    with talk.chat_message("assistant"):
        st.write_stream(noted(answer_to(question), messages[-1]), cursor=" ▌")

if messages:
    st.button("Clear the conversation", type="tertiary", icon="🧹", on_click=messages.clear)
else:
    talk.chat_message("assistant").markdown("Good morning! What would you like to know?")
