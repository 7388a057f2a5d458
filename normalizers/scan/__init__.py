"""The stages of the search for numbers; normalizers.quantity is the entrance."""
