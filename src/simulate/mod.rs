//! Histories of invented accounts, for fixtures, tests and benches.
