"""Sites, systems, uses, contracts and all around them: each value with its source."""
