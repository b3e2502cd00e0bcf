"""Settings, addresses, home page and the maali command."""
