"""Tic-tac-toe for two: nine buttons, and one list that all of them change."""

import anew as st

LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]

st.title("Tic-tac-toe")


def new_game():
    st.session_state.board = [""] * 9
    st.session_state.player = "❌"


def play(field):
    st.session_state.board[field] = st.session_state.player
    st.session_state.player = "⭕" if st.session_state.player == "❌" else "❌"


if "board" not in st.session_state:
    new_game()
board = st.session_state.board

winner = next((board[a] for a, b, c in LINES if board[a] and board[a] == board[b] == board[c]), "")
is_over = bool(winner) or all(board)

for row in range(3):
    for at, column in enumerate(st.columns(3, gap="small", wrap=False)):
        field = row * 3 + at
        column.button(
            board[field] or f"{'ABC'[at]}{row + 1}",
            key=f"field-{field}",
            on_click=play,
            args=(field,),
            disabled=bool(board[field]) or is_over,
            width="stretch",
        )

if winner:
    st.success(f"{winner} has won!")
elif is_over:
    st.info("Nobody has won.")
else:
    st.write(f"It is {st.session_state.player}'s turn.")
st.button("New game", on_click=new_game, type="primary")
