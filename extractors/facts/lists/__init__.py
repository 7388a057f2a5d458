"""Programs of running text: headings with bullets, lines with amounts."""
