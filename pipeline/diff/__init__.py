"""keikaku diff: what changed between two fiscal years, or between two outputs."""
