"""The transition model and its use site by site: periods, steps, readiness, lessons."""
