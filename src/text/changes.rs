//! Which words of a text are its own, beside another that is nearly the same.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// The words of `other`, each with whether it is changed: whether it has no counterpart in `first`.
pub fn changed_words<'a>(first: &str, other: &'a str) -> Vec<(&'a str, bool)> {
    let old: Vec<&str> = first.split_whitespace().collect();
    let new: Vec<&str> = other.split_whitespace().collect();
    let mut changed = vec![true; new.len()];
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if operation.tag() == DiffTag::Equal {
            operation.new_range().for_each(|word| changed[word] = false);
        }
    }
    new.into_iter().zip(changed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_a_counterpart_are_changed() {
        let words = changed_words("a great piece of information", "a  useful piece of info indeed");
        assert_eq!(words, [("a", false), ("useful", true), ("piece", false), ("of", false), ("info", true), ("indeed", true)]);
        assert!(changed_words("same here", "same here").iter().all(|(_, changed)| !changed));
        assert_eq!(changed_words("a", ""), []);
    }
}
