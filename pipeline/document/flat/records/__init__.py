"""Lists whose rows fell apart into lines."""
