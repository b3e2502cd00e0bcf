"""One and the same? Products, vendors, sites and installations named differently."""
