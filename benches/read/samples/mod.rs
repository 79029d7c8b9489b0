//! Invented exports of every format, written to the field paths of the platforms, members that are not read included; as large as is
//! wanted. `benches/read` times them, and they are what fuzzing starts from.

mod blogs;
mod code;
mod networks;
mod pages;
mod tables;
mod x;

use chrono::{DateTime, SecondsFormat};

/// One invented export.
pub struct Sample {
    /// The format as reports call it, with the part of it behind a colon if there are several.
    pub name: &'static str,
    /// What the file holds.
    pub bytes: Vec<u8>,
}

/// How a sample is made: so many records.
type Make = fn(u64) -> String;

/// An export of so many records in every format.
pub fn all(records: u64) -> Vec<Sample> {
    let made = [x::ALL, networks::ALL, pages::ALL, code::ALL, blogs::ALL, tables::ALL].concat();
    made.into_iter().map(|(name, make)| Sample { name, bytes: make(records).into_bytes() }).collect()
}

/// Something that somebody wrote at some time: the same for the same number.
#[derive(Clone, Copy)]
struct Post(u64);

const WORDS: [&str; 40] = [
    "coffee", "the", "mill", "by", "a", "river", "grinds", "rye", "and", "barley", "since", "last", "winter", "we", "walked",
    "there", "with", "our", "dog", "who", "barked", "at", "every", "duck", "on", "pond", "near", "old", "bridge", "before", "rain",
    "came", "nobody", "had", "brought", "an", "umbrella", "so", "café", "waited",
];

impl Post {
    /// Seconds since 1970: one post a minute or so, from 2015 on.
    fn at(self) -> i64 {
        1_425_000_000 + self.0 as i64 * 61
    }

    fn millis(self) -> u64 {
        self.at() as u64 * 1000 + self.0 * 37 % 1000
    }

    fn time(self, form: &str) -> String {
        DateTime::from_timestamp(self.at(), 0).expect("a moment of this century").format(form).to_string()
    }

    fn iso(self) -> String {
        DateTime::from_timestamp(self.at(), 0).expect("a moment of this century").to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// An id as X gives them, of the moment.
    fn snowflake(self) -> u64 {
        ((self.millis() - 1_288_834_974_657) << 22) | (self.0 % 4096)
    }

    /// A key as Bluesky gives them, of the moment.
    fn tid(self) -> String {
        let mut number = ((self.millis() * 1000) << 10) | (self.0 % 1024);
        let mut key = [0u8; 13];
        for place in key.iter_mut().rev() {
            *place = b"234567abcdefghijklmnopqrstuvwxyz"[number as usize % 32];
            number /= 32;
        }
        String::from_utf8_lossy(&key).into_owned()
    }

    fn author(self) -> String {
        format!("user_{}", self.0 * 31 % 2_000)
    }

    /// What was written: a dozen words or two, now and then a quote, a line end, a link, an umlaut.
    fn text(self) -> String {
        let count = 8 + self.0 * 7 % 17;
        let words: Vec<&str> =
            (0..count).map(|place| WORDS[(self.0 * 13 + place * (self.0 % 7 + 1)) as usize % WORDS.len()]).collect();
        let mut text = words.join(" ");
        match self.0 % 6 {
            0 => text.push_str(" \"indeed\"\nand more"),
            1 => text.push_str(&format!(" https://blog.example/{}", self.0)),
            2 => text.push_str(" naïve ❤ #mill & co"),
            _ => text.push('.'),
        }
        text
    }

    /// The same as a string of JSON.
    fn json(self) -> String {
        serde_json::to_string(&self.text()).expect("text is JSON")
    }

    /// The same as HTML.
    fn html(self) -> String {
        let text = escaped(&self.text()).replace('\n', "<br />");
        format!("<p>{text} <a href=\"https://blog.example/{0}\" rel=\"nofollow\">more {0}</a></p>", self.0)
    }

    fn html_json(self) -> String {
        serde_json::to_string(&self.html()).expect("text is JSON")
    }

    /// The same as a field of a table.
    fn field(self) -> String {
        format!("\"{}\"", self.text().replace('"', "\"\""))
    }
}

/// Text within XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// So many records, each made from its number, with something between them.
fn joined(records: u64, between: &str, make: impl Fn(Post) -> String) -> String {
    (0..records).map(|number| make(Post(number))).collect::<Vec<_>>().join(between)
}

/// One record a line.
fn lines(records: u64, make: impl Fn(Post) -> String) -> String {
    joined(records, "\n", make) + "\n"
}

/// A list of records between a head and a foot.
fn listed(head: &str, records: u64, foot: &str, make: impl Fn(Post) -> String) -> String {
    format!("{head}{}{foot}", joined(records, ",", make))
}

/// Pages of so many records each, one page a line.
fn paged(records: u64, size: u64, head: &str, foot: &str, make: impl Fn(Post) -> String) -> String {
    let page = |first: u64| {
        let list: Vec<String> = (first..(first + size).min(records)).map(|number| make(Post(number))).collect();
        format!("{head}{}{foot}\n", list.join(","))
    };
    (0..records).step_by(size as usize).map(page).collect()
}
