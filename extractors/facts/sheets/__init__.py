"""Programs of sheets: one program each, all of it as labels and values."""
