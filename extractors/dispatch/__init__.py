"""What sentences and cells tell of teams that were sent."""
