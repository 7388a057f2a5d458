"""Engines that read on other machines; the one of this machine is pipeline.engine."""
