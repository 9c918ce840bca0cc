"""Battleships against chance: where the ships are stays in the session state."""

import random

import anew as st

SIZE = 6
FLEET = {"Carrier": 4, "Cruiser": 3, "Submarine": 3, "Boat": 2}

st.title("Battleships")


def fields_of(length, chance):
    """A ship somewhere: its fields, across or down."""
    along, beside = chance.randrange(SIZE - length + 1), chance.randrange(SIZE)
    is_across = chance.random() < 0.5
    return [(beside, along + at) if is_across else (along + at, beside) for at in range(length)]


def new_game():
    chance, ships, taken = random.Random(), {}, set()
    for name, length in FLEET.items():
        fields = fields_of(length, chance)
        while taken.intersection(fields):
            fields = fields_of(length, chance)
        ships[name] = fields
        taken.update(fields)
    st.session_state.ships = ships
    st.session_state.shots = []


def shoot(field):
    st.session_state.shots.append(field)
    for name, fields in st.session_state.ships.items():
        if field in fields and all(part in st.session_state.shots for part in fields):
            st.toast(f"The {name.lower()} sinks!", icon="💥")


if "ships" not in st.session_state:
    new_game()
ships, shots = st.session_state.ships, st.session_state.shots
targets = {field for fields in ships.values() for field in fields}
hits = [shot for shot in shots if shot in targets]
is_over = len(hits) == len(targets)

for row in range(SIZE):
    for at, column in enumerate(st.columns(SIZE, gap="xxsmall", wrap=False)):
        field = (row, at)
        mark = "🔥" if field in hits else "🌊" if field in shots else f"{'ABCDEF'[at]}{row + 1}"
        column.button(
            mark,
            key=f"field-{row}-{at}",
            on_click=shoot,
            args=(field,),
            disabled=field in shots or is_over,
            width="stretch",
            wrap=False,
        )

left, middle, right = st.columns(3)
left.metric("Shots", len(shots))
middle.metric("Hits", len(hits))
afloat = [name for name, fields in ships.items() if not set(fields) <= set(shots)]
right.metric("Ships afloat", len(afloat))
if is_over:
    st.success(f"All ships sunk, with {len(shots)} shots.")
st.button("New game", on_click=new_game, type="primary")
