//! "Did you mean": the known word closest to a misspelt one.

/// The candidate that differs least from `word`, if no more than a third of its letters differ, and no more than four.
pub(super) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Comparing is quadratic in length, and nothing we know is this long.
    if word.len() > 100 {
        return None;
    }
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 4 && distance * 3 <= candidate.chars().count().max(3))
        .min()
        .map(|(_, candidate)| candidate)
}

/// "did you mean `x`?", if there is an `x`.
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    nearest(word, candidates).map(|near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        assert_eq!(nearest("cadense.period", ["cadence.period", "cadence.p_value"]), Some("cadence.period"));
        assert_eq!(nearest("mins", ["h", "min"]), Some("min"));
        assert_eq!(nearest("zebra", ["h", "min"]), None);
    }
}
