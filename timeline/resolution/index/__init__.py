"""The index: the states of all entries as integer columns, from which any as-of is looked up."""
