//! A new rule file to start from.

/// A valid, commented rule file called `id`. It names only a pattern of its own, so it loads with any detectors.
pub fn template(id: &str) -> String {
    // The pattern carries the rule's name, so that two templates do not clash.
    let word: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let pattern = format!("my_{word}");
    TEMPLATE.replace("PATTERN", &pattern).replace("ID", id)
}

const TEMPLATE: &str = r##"# A rule: when these measures of an account look like this, say so. docs/writing-rules.md explains every key.
id       = "ID"             # the name of this file without .toml
title    = "A few words for headings"
family   = "own"            # the name of the folder; rules of one family see the same underlying evidence
suggests = "inflation"      # automation | incentive | coordination | spam | inflation
status   = "draft"          # draft | stable | retired
why      = """
What this pattern means, and why an honest account seldom shows it."""
innocent = ["What else could look like this"]

# Names are measures (`fineness rules measures`) and the patterns below. Numbers carry units: 5%, 32min, 2h, 1d.
# Words: and or not between .. and .. in [..]; a missing measure never fires a rule.
when     = """
PATTERN.posts >= 5
and PATTERN.share > 10%
"""
points   = 3                # decibans: 10 is ten times the odds, 3 is double
says     = "{PATTERN.posts} posts ({PATTERN.share}) carry the words looked for"

# Each pattern adds .posts, .share and .days. Write everything else above this line.
[patterns]
PATTERN = ["#example", "some words", "/a (regex|pattern)/"]

[[fires]]
name     = "plenty of them"
measures = { PATTERN.posts = 63, PATTERN.share = "14%" }

[[quiet]]
name     = "a few in passing"
measures = { PATTERN.posts = 4, PATTERN.share = "1%" }
"##;
