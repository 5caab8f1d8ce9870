"""How right the reading is: invented scans with known facts, and a scorer for any labelled folder."""
