//! Statistics: pure functions on slices, each citing its source.
