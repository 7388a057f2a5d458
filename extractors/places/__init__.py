"""Facilities and areas of running text and of single cells."""
