//! What must not be in anything that a person or a program opens.

use std::collections::BTreeSet;

/// Fails on what acts instead of being seen: controls, what hides or turns round, and colours unless they may be there.
pub fn nothing_acts(what: &str, text: &str) {
    for (number, line) in text.lines().enumerate() {
        let found = line.chars().find(|letter| {
            letter.is_control()
                || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
                || matches!(letter, '\u{e0000}'..='\u{e0fff}')
        });
        assert_eq!(found, None, "{what}, line {}: {:?}", number + 1, line.chars().take(300).collect::<String>());
    }
}

/// The same text without the colours that the program itself uses.
pub fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let colour = part.strip_prefix('[').and_then(|rest| {
            let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != ';')?;
            rest[end..].strip_prefix('m')
        });
        // What is no colour keeps its escape, and is found.
        match colour {
            Some(rest) => plain.push_str(rest),
            None => plain.extend(["\u{1b}", part]),
        }
    }
    plain
}

/// Fails if a spreadsheet would run a cell, in a country where the comma parts cells or in one where the semicolon does.
pub fn no_formula(what: &str, table: &str) {
    nothing_acts(what, table);
    let mut columns = BTreeSet::new();
    for row in csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table.as_bytes()).records() {
        let row = row.unwrap();
        columns.insert(row.len());
        row.iter().for_each(|cell| no_formula_in(what, cell));
    }
    assert_eq!(columns.len(), 1, "{what}: {columns:?}");
    table.lines().flat_map(|line| line.split(';')).for_each(|cell| no_formula_in(what, cell));
}

fn no_formula_in(what: &str, cell: &str) {
    let shown = cell.trim_start_matches([' ', '"']);
    let runs = shown.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let number = shown.split(',').next().is_some_and(|first| first.parse::<f64>().is_ok());
    assert!(!runs || number, "{what}: {cell:?}");
}

/// Every tag of a page with the names of its attributes, and what it links to. Scripts and styles are left out: their text is taken apart by `</`
/// only.
pub fn tags(page: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let mut inside = None;
        let end = rest[start..]
            .char_indices()
            .find(|&(_, letter)| {
                match (inside, letter) {
                    (None, '"' | '\'') => inside = Some(letter),
                    (Some(quote), letter) if quote == letter => inside = None,
                    _ => {}
                }
                inside.is_none() && letter == '>'
            })
            .map_or(rest.len(), |(end, _)| start + end);
        let tag = &rest[start + 1..end];
        let name: String = tag.chars().take_while(|letter| !letter.is_whitespace()).collect();
        let mut attributes = BTreeSet::new();
        for part in tag[name.len()..].split('"').step_by(2) {
            attributes.extend(part.split_whitespace().map(|attribute| attribute.trim_end_matches('=').to_owned()));
        }
        rest = &rest[(end + 1).min(rest.len())..];
        if name == "script" || name == "style" {
            rest = &rest[rest.find("</").unwrap_or(rest.len())..];
        }
        found.insert(format!("<{name} {}>", attributes.into_iter().collect::<Vec<_>>().join(" ")));
    }
    found
}

/// What Markdown is made of beside words, as GitHub reads it: kinds of nodes, with where links lead.
pub fn marks(markdown: &str) -> BTreeSet<String> {
    use comrak::nodes::NodeValue;
    let arena = comrak::Arena::new();
    let mut options = comrak::Options::default();
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    let mut found = BTreeSet::new();
    for node in comrak::parse_document(&arena, markdown, &options).descendants() {
        match &node.data.borrow().value {
            NodeValue::Link(link) | NodeValue::Image(link) => found.insert(format!("link to {}", link.url)),
            NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => found.insert("HTML".to_owned()),
            value => found.insert(format!("{value:?}").split(['(', ' ', '{']).next().unwrap_or_default().to_owned()),
        };
    }
    found
}

/// Fails if it is no well-formed XML.
pub fn is_xml(what: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(quick_xml::events::Event::Start(tag)) => {
                tag.attributes().for_each(|attribute| drop(attribute.unwrap_or_else(|cause| panic!("{what}: {cause}"))));
            }
            Ok(_) => {}
            Err(cause) => panic!("{what}: {cause}"),
        }
    }
}
