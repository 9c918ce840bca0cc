"""Measures anew, Streamlit (the peer) and the floor in one run. `make bench` starts it."""
