import anew as st

film = st.file_uploader("A film", type=["mp4", "webm"])
st.video(film, subtitles="WEBVTT\n\n00:00.000 --> 00:05.000\nIt begins.", alt="Your film")
