"""One happening on both clocks at once: where each record acts, and what stands there."""
