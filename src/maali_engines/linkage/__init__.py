"""Which records are one and the same: products, vendors, sites, in the words of many sources."""
