"""What a document's own arithmetic says: one module a rule, each with check(tables)."""
