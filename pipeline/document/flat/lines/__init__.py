"""Tables of one cell a line, given to columns by what the cells say."""
