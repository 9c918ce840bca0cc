import anew as st


def start():
    st.title("Start")
    st.page_link(details, icon="🔎")
    st.page_link("https://example.org", label="Somewhere else", icon="🌍")


def show_details():
    st.title("Details")
    st.page_link(home, label="Back to the start", icon=":material/arrow_back:")


home = st.Page(start, default=True)
details = st.Page(show_details, title="Details")
st.navigation([home, details], position="hidden").run()
