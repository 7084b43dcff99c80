//! Renderings of a scorecard: one file a format. Knows nothing of where bytes go.
