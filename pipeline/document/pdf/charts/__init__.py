"""Charts whose numbers stand in no columns: their geometry says what is what."""
