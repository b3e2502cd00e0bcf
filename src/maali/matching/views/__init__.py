"""Pages of matching: the queue, the catalogue, the knowledge table."""
