"""What the stages of the PDF reader hand to each other, and their settings."""
