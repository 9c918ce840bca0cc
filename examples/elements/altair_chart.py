import altair
import pandas

import anew as st

hours = pandas.DataFrame(
    {"hour": range(24), "degrees": [11 + abs(12 - n) * -0.6 for n in range(24)]}
)
brush = altair.selection_interval(name="hours", encodings=["x"])
line = altair.Chart(hours).mark_line(point=True).encode(x="hour", y="degrees").add_params(brush)
event = st.altair_chart(line, on_select="rerun", alt="The temperature of a day")
chosen = event.selection.hours.get("hour")
st.text(
    "Draw a frame over some hours." if chosen is None else "From {:.0f} to {:.0f}".format(*chosen)
)
