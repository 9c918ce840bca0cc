import anew as st

WIDE = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 32" fill="none" stroke="#c2681c">
      <path stroke-width="3" d="M4 24a12 12 0 0 1 24 0zM11 14v4M16 12v6M21 14v4M36 24h80" />
    </svg>
"""
SQUARE = WIDE.replace("120 32", "32 32")

st.logo(WIDE, size="large", icon_image=SQUARE, link="https://example.org")
st.sidebar.write("Close the sidebar: the logo moves to the header.")
