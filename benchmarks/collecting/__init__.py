"""The yardsticks of collecting: one module per theme, each with `measure(options)`."""
