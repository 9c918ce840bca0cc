import anew as st

cities = "city,people\nParis,2100000\nOslo,700000\n"

if st.download_button("Save the table", cities, "cities.csv", icon=":material/download:"):
    st.write("Saved.")


def report():
    return "It took a while to write this.\n" * 1000


st.download_button("Write and save a report", report, "report.txt", on_click="ignore")
