"""The facts of programs: what lists, tables, sheets and slides state of a 事業."""
