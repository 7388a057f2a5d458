"""One module a table: where in a document the rows of that table are."""
