//! Scenario text to `Exercise` and problems. Knows nothing of the engine or of printing.
