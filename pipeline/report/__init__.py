"""keikaku report: one HTML file that shows an output and where each row stands in its source."""
