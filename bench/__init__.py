"""Measurements: anew beside the peer and the floor, in one run. `make bench` starts them."""
