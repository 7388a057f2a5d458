"""One module a kind of value: what a string of a Japanese public document means."""
