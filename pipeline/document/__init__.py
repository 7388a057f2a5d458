"""Readers that turn a release (text or PDF) into one document model."""
