import anew as st

sun = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
  <rect width="200" height="100" fill="#2b6cb0"/>
  <circle cx="60" cy="50" r="30" fill="#f6e05e"/>
</svg>
"""
st.image(sun, caption="A sun, *drawn by hand*", width=300)
