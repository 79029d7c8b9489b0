//! Several texts as one template.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Alternatives that are shown at one place.
const SHOWN: usize = 4;

/// The words that all texts have in common, in the order of the first, and `{this|that}` where they differ; an alternative without
/// words is `{|that}`. `None` for no texts.
pub fn template(texts: &[&str]) -> Option<String> {
    let first: Vec<&str> = texts.first()?.split_whitespace().collect();
    // Whether each word of the first text stands in all others, and what others have instead of what stands before it.
    let mut common = vec![true; first.len()];
    let aligned: Vec<Vec<DiffOp>> = texts[1..]
        .iter()
        .map(|text| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let operations = capture_diff_slices(Algorithm::Myers, &first, &words);
            for operation in operations.iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. })) {
                operation.old_range().for_each(|word| common[word] = false);
            }
            operations
        })
        .collect();
    let mut written = Vec::new();
    let mut at = 0;
    while at <= first.len() {
        let to = (at..first.len()).find(|&word| common[word]).unwrap_or(first.len());
        let mut alternatives = vec![first[at..to].join(" ")];
        for (text, operations) in texts[1..].iter().zip(&aligned) {
            let words: Vec<&str> = text.split_whitespace().collect();
            let alternative = between(operations, at, to, &words);
            if !alternatives.contains(&alternative) {
                alternatives.push(alternative);
            }
        }
        if alternatives.len() > 1 {
            if alternatives.len() > SHOWN {
                alternatives.truncate(SHOWN);
                alternatives.push("…".to_owned());
            }
            written.push(format!("{{{}}}", alternatives.join("|")));
        } else if !alternatives[0].is_empty() {
            written.push(alternatives.swap_remove(0));
        }
        if to < first.len() {
            written.push(first[to].to_owned());
        }
        at = to + 1;
    }
    Some(written.join(" "))
}

/// The words of another text that stand where the first has its words from `at` to `to`: all since the last common word.
fn between(operations: &[DiffOp], at: usize, to: usize, words: &[&str]) -> String {
    let place = |word: usize| {
        operations.iter().find_map(|operation| match *operation {
            DiffOp::Equal { old_index, new_index, len } if (old_index..old_index + len).contains(&word) => {
                Some(new_index + word - old_index)
            }
            _ => None,
        })
    };
    let from = at.checked_sub(1).and_then(place).map_or(0, |place| place + 1);
    let end = place(to).unwrap_or(words.len()).max(from);
    words[from..end].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_marked() {
        let texts =
            ["I found a very great article here", "I found an awesome article here today", "I found a very great post here"];
        assert_eq!(template(&texts).unwrap(), "I found {a very great article|an awesome article|a very great post} here {|today}");
        assert_eq!(template(&["one text", "one text"]).unwrap(), "one text");
        assert_eq!(template(&["alone"]).unwrap(), "alone");
        assert_eq!(template(&[]), None);
    }

    #[test]
    fn texts_with_nothing_in_common_are_alternatives() {
        assert_eq!(template(&["a b", "c d"]).unwrap(), "{a b|c d}");
    }
}
