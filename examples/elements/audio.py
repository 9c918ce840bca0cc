import math
import struct

import anew as st

pitch = st.slider("Pitch in Hz", 200, 800, 440)
samples = [int(9000 * math.sin(2 * math.pi * pitch * n / 8000)) for n in range(8000)]
data = struct.pack("<8000h", *samples)
head = struct.pack(
    "<4sI4s4sIHHIIHH4sI",
    b"RIFF",
    16036,
    b"WAVE",
    b"fmt ",
    16,
    1,
    1,
    8000,
    16000,
    2,
    16,
    b"data",
    16000,
)
st.audio(head + data, alt="A tone")
