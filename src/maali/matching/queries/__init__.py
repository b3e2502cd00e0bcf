"""Reading proposals, the catalogue and what is known of names."""
