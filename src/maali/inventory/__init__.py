"""Sites, systems, uses, contracts, devices, integrations, data stores: each value with its source."""
