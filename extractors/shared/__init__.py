"""What several extractors share: outline, heads of grids, editions, and whose a document is."""
