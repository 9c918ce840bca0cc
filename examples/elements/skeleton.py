import time

import anew as st

place = st.skeleton(height=120)
if st.button("Load"):
    time.sleep(1)
    place.write("Here it is.")
