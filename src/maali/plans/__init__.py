"""Work packages, experts, capacity, plans and their risk."""
