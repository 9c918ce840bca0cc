import anew as st

direction = st.radio("From", ["top", "left"], horizontal=True)

st.graphviz_chart(
    f"""
    digraph {{
        rankdir={"TB" if direction == "top" else "LR"}
        node [shape=box style=rounded]
        dough, bread [style="rounded,filled" fillcolor=moccasin]
        flour -> dough
        water -> dough
        yeast -> dough [label="a little"]
        dough -> bread [label="230 °C" color=tomato]
    }}
    """,
    alt="How flour, water and yeast become dough, and dough becomes bread",
)
