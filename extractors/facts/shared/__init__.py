"""What the readers of programs share: the fact, and what words say of money and years."""
