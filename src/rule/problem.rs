//! What can be wrong with a rule file: a code, a title, a place and a way out.

/// A part of a text, in bytes.
pub(super) type Span = std::ops::Range<usize>;

/// The codes that errors and warnings carry; `docs/writing-rules.md` lists them.
pub(super) mod code {
    pub(in crate::rule) const TOML: &str = "E001";
    pub(in crate::rule) const UNKNOWN_KEY: &str = "E002";
    pub(in crate::rule) const MISSING_KEY: &str = "E003";
    pub(in crate::rule) const WRONG_VALUE: &str = "E004";
    pub(in crate::rule) const LIMIT: &str = "E005";
    pub(in crate::rule) const SYNTAX: &str = "E010";
    pub(in crate::rule) const UNKNOWN_MEASURE: &str = "E011";
    pub(in crate::rule) const UNIT: &str = "E012";
    pub(in crate::rule) const TYPE: &str = "E013";
    pub(in crate::rule) const NEVER: &str = "E014";
    pub(in crate::rule) const SAYS: &str = "E020";
    pub(in crate::rule) const PATTERN: &str = "E021";
    pub(in crate::rule) const PATTERN_CLASH: &str = "E022";
    pub(in crate::rule) const POINTS: &str = "E030";
    pub(in crate::rule) const P_VALUE: &str = "E031";
    pub(in crate::rule) const EVENTS: &str = "E032";
    pub(in crate::rule) const NO_TEST: &str = "E040";
    pub(in crate::rule) const TEST_VALUE: &str = "E041";
    pub(in crate::rule) const TEST_FAILS: &str = "E042";
    pub(in crate::rule) const DUPLICATE: &str = "E050";
    pub(in crate::rule) const UNKNOWN_RULE: &str = "E051";
    pub(in crate::rule) const NAME_LINT: &str = "W001";
    pub(in crate::rule) const INNOCENT_LINT: &str = "W002";
    pub(in crate::rule) const THRESHOLD_LINT: &str = "W003";
    pub(in crate::rule) const PATTERN_LINT: &str = "W004";
    pub(in crate::rule) const POINTS_LINT: &str = "W005";
    pub(in crate::rule) const AXIS_LINT: &str = "W006";
}

/// A fault in a text, before it is known in which file the text stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) title: Box<str>,
    pub(super) span: Span,
    pub(super) label: Box<str>,
    /// Other parts that explain the fault.
    pub(super) context: Vec<(Span, String)>,
    pub(super) help: Option<String>,
}

impl Fault {
    pub(super) fn new(code: &'static str, title: impl Into<String>, span: Span, label: impl Into<String>) -> Self {
        let (title, label) = (title.into().into_boxed_str(), label.into().into_boxed_str());
        Fault { code, title, span, label, context: Vec::new(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    pub(super) fn context(mut self, span: Span, label: impl Into<String>) -> Self {
        self.context.push((span, label.into()));
        self
    }

    /// The same fault with its places moved, as from a string to the file it stands in.
    pub(super) fn moved(mut self, place: impl Fn(Span) -> Span) -> Self {
        self.span = place(self.span);
        for (span, _) in &mut self.context {
            *span = place(span.clone());
        }
        self
    }

    pub(super) fn in_file(self, file: usize) -> Problem {
        Problem { fault: self, file, elsewhere: None }
    }
}

/// A fault in one file of a set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Problem {
    pub(super) fault: Fault,
    /// The index of the source.
    pub(super) file: usize,
    /// A place in another file that has to do with it.
    pub(super) elsewhere: Option<(usize, Span, String)>,
}

impl Problem {
    pub(super) fn elsewhere(mut self, file: usize, span: Span, label: impl Into<String>) -> Self {
        self.elsewhere = Some((file, span, label.into()));
        self
    }

    /// Warnings let a book load.
    pub(super) fn is_warning(&self) -> bool {
        self.fault.code.starts_with('W')
    }
}
