"""Foreign sheets, measured against the example's truth, and one content laid out anew."""
