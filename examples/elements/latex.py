import anew as st

st.latex(r"""
    \int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}
""")
st.write("For $a \\neq 0$, there are two solutions of $ax^2 + bx + c = 0$. They cost $5 and $6.")
st.checkbox("With $\\sqrt{b^2 - 4ac}$")
