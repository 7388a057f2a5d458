"""The columns of a table whose heads stand on lines: their shape, and what stands in which."""
