"""Programs of tables, and amounts of programs in tables."""
