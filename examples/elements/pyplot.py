import matplotlib.pyplot as plt

import anew as st

loaves = st.slider("Loaves a day", 10, 100, 40)

fig, ax = plt.subplots(figsize=(6, 3))
days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
ax.bar(days, [loaves * share for share in (0.7, 0.6, 0.8, 0.9, 1.2, 1.6)])
ax.set_title("Loaves baked")
st.pyplot(fig)
