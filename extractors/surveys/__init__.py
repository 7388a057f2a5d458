"""What the text around percentages says of their survey."""
