//! Bytes to events, one file a source. Reading never judges; whatever it skips is a diagnostic.
