"""Foreign sheets, measured: the example's files against its truth, and one content laid out anew."""
