//! How often each key asked, and what came of it.

/// What was asked for one site with one key in one month.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteUsage {
    /// Who asked.
    pub key: String,
    /// For which site.
    pub site: String,
    /// What came of it.
    pub tally: Tally,
}

/// Counts of calls and of what came of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Calls of any sort.
    pub calls: i64,
    /// Comments called spam.
    pub spam: i64,
    /// Comments not called spam.
    pub ham: i64,
    /// Spam that people found and the server had not.
    pub missed_spam: i64,
    /// Comments called spam that people said are none.
    pub false_positives: i64,
}
