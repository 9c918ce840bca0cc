"""The demo app: a gallery of small apps, each with its source beside it."""

from pathlib import Path

import anew as st

APPS = Path(__file__).parent / "apps"

st.set_page_config(page_title="Hello from anew", page_icon="👋", layout="wide")

welcome = st.Page(APPS / "welcome.py", title="Welcome", icon="👋", default=True)
page = st.navigation(
    {
        "": [welcome],
        "The basics": [
            st.Page(APPS / "counter.py", title="Counter, in five stages", icon="🔢"),
            st.Page(APPS / "temperature.py", title="Temperature", icon="🌡️"),
            st.Page(APPS / "dependent.py", title="Widgets that depend on widgets", icon="🔗"),
            st.Page(APPS / "time_stamp.py", title="A form with a time stamp", icon="🕒"),
        ],
        "Apps": [
            st.Page(APPS / "todo.py", title="To-do list", icon="✅"),
            st.Page(APPS / "pages_of_a_table.py", title="A table in pages", icon="📄"),
            st.Page(APPS / "stock.py", title="Stock of a shop", icon="🍐"),
            st.Page(APPS / "labelling.py", title="Labelling images", icon="🏷️"),
            st.Page(APPS / "chat.py", title="Ask the baker", icon="💬"),
            st.Page(APPS / "weather.py", title="A year of weather", icon="🌦️"),
        ],
        "Games": [
            st.Page(APPS / "tic_tac_toe.py", title="Tic-tac-toe", icon="⭕"),
            st.Page(APPS / "battleships.py", title="Battleships", icon="🚢"),
        ],
    },
    expanded=True,
)

if page == welcome:
    page.run()
else:
    app, source = st.columns([1, 1], gap="large")
    with app:
        page.run()
    with source, st.expander("The source of this app", expanded=True, icon="🐍"):
        text = (APPS / f"{page.url_path}.py").read_text(encoding="utf-8")
        st.code(text, language="python", height=640)
