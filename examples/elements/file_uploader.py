import anew as st

table = st.file_uploader("A table", "csv", help="The first line names its columns.")
if table is not None:
    st.write(table.name, "has", len(table.readlines()), "lines.")

photos = st.file_uploader("Photos", "image/*", accept_multiple_files=True, max_upload_size=20)
for photo in photos:
    st.write(photo.name, photo.size, "bytes")
