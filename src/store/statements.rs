//! The statements that both databases understand, and the words in which columns are written.

use super::comment::Search;
use crate::score::ItemWord;

/// The columns of a comment, in the order in which they are read.
pub(super) const COLUMNS: &str = "guid, number, change, fingerprint, seen, key, site, thread, kind, author, author_url, email, address, text, word, \
                                  probability, rules, why, ring, corrected";

/// A value that a statement takes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(i64),
}

/// The statement that finds comments, with its values in order; `place` writes the placeholder of a value, counted from 1.
pub(super) fn find(search: &Search, place: fn(usize) -> String) -> (String, Vec<Value>) {
    let mut conditions: Vec<String> = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    let mut value = |value: Value| {
        values.push(value);
        place(values.len())
    };
    if let Some(word) = search.standing {
        conditions.push(format!("coalesce(corrected, word) = {}", value(Value::Text(word.name().to_owned()))));
    }
    if let Some(rule) = &search.rule {
        conditions
            .push(format!("(' ' || rules || ' ') like {} escape '\\'", value(Value::Text(format!("% {} %", literally(rule))))));
    }
    if let Some(ring) = &search.ring {
        conditions.push(format!("ring = {}", value(Value::Text(ring.clone()))));
    }
    if let Some(holding) = &search.holding {
        let place = value(Value::Text(format!("%{}%", literally(&holding.to_lowercase()))));
        conditions.push(format!("lower(text || ' ' || author || ' ' || author_url) like {place} escape '\\'"));
    }
    if let Some(before) = search.before {
        conditions.push(format!("number < {}", value(Value::Number(before))));
    }
    let most = value(Value::Number(search.most.min(100_000) as i64));
    let conditions = if conditions.is_empty() { String::new() } else { format!(" where {}", conditions.join(" and ")) };
    (format!("select {COLUMNS} from comments{conditions} order by number desc limit {most}"), values)
}

/// A text in which nothing is a wildcard.
fn literally(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// A verdict as it is written; what cannot be read is taken as unsure, which a person looks at.
pub(super) fn word(written: &str) -> ItemWord {
    ItemWord::ALL.into_iter().find(|word| word.name() == written).unwrap_or(ItemWord::Unsure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_a_statement_with_its_values_apart() {
        let search = Search {
            standing: Some(ItemWord::Spam),
            holding: Some("100% '; drop table comments".into()),
            before: Some(7),
            most: 20,
            ..Search::default()
        };
        let (statement, values) = find(&search, |place| format!("${place}"));
        assert!(statement.contains("coalesce(corrected, word) = $1") && statement.ends_with("limit $4"), "{statement}");
        assert!(!statement.contains("drop"));
        assert_eq!(values[1], Value::Text("%100\\% '; drop table comments%".into()));
    }
}
