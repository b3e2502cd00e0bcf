"""Options for each system, criteria, decisions, must-be-ready tiers, target state."""
