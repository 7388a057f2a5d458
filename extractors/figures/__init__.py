"""The figures of running text: where they stand, what they count, and when."""
