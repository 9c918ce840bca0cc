import anew as st

is_on = st.toggle("Use the camera")
photo = st.camera_input("Your loaf", disabled=not is_on, resolution="720p")
if photo is not None:
    st.image(photo, "How it came out of the oven")
    st.download_button("Save the photo", photo, photo.name)
