"""The parts of `timeline.records.phrases`: what phrases mean, and a table for each language."""
