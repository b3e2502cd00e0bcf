"""Between the reader of sheets and the inventory: rows to plain data, plain results to rows."""
