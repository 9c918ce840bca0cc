import anew as st

with_tea = st.checkbox("With tea", True)

st.mermaid_chart(
    f"""
    sequenceDiagram
        Guest->>Baker: A croissant, please
        Baker->>Oven: Is one ready?
        Oven-->>Baker: Yes
        Baker-->>Guest: {"With tea" if with_tea else "Here you are"}
    """,
    alt="A guest orders a croissant",
)
