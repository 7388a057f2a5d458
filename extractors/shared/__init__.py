"""What several extractors share: the outline, heads of grids, and the facts of programs."""
