//! Values of a JSON object by their paths, in one walk.

use super::{Fault, Value, members, nothing_after, opening, value};

/// How many keys a path may have.
const LEVELS: usize = 4;
/// One bit for each path.
type Set = u32;

/// Paths to values of a JSON object. A path is a key, or keys of objects within each other with points between them.
///
/// What the search for a key needs is worked out where the paths are written down, so that it costs nothing while records are read.
pub(crate) struct Paths<'p, const N: usize> {
    paths: [&'p str; N],
    /// Where the keys of each path start and end in it.
    keys: [[(u8, u8); N]; LEVELS],
    /// A byte for each key that most other keys differ in.
    marks: [[u8; N]; LEVELS],
    /// How many keys each path has.
    lengths: [u8; N],
}

impl<'p, const N: usize> Paths<'p, N> {
    pub const fn new(paths: [&'p str; N]) -> Self {
        assert!(N <= Set::BITS as usize, "a set has a bit for each path");
        let mut this = Paths { paths, keys: [[(0, 0); N]; LEVELS], marks: [[0; N]; LEVELS], lengths: [0; N] };
        let mut place = 0;
        while place < N {
            let path = paths[place].as_bytes();
            assert!(path.len() < 256, "a place in a path fits into a byte");
            let (mut start, mut end, mut level) = (0, 0, 0);
            while end <= path.len() {
                if end == path.len() || path[end] == b'.' {
                    this.keys[level][place] = (start as u8, end as u8);
                    this.marks[level][place] = mark(path, start, end);
                    level += 1;
                    start = end + 1;
                }
                end += 1;
            }
            this.lengths[place] = level as u8;
            place += 1;
        }
        this
    }

    /// Which of the paths that are wanted have this key at this level.
    fn with(&self, level: usize, key: &str, wanted: Set) -> Set {
        let mark = mark(key.as_bytes(), 0, key.len());
        let mut found: Set = 0;
        for (place, other) in self.marks[level].iter().enumerate() {
            found |= Set::from(*other == mark) << place;
        }
        let is_key = |place: &usize| {
            let (start, end) = self.keys[level][*place];
            self.paths[*place][usize::from(start)..usize::from(end)] == *key
        };
        places(found & wanted).filter(is_key).fold(0, |set, place| set | 1 << place)
    }
}

const fn mark(bytes: &[u8], start: usize, end: usize) -> u8 {
    if start == end {
        return 0;
    }
    (end - start) as u8 ^ bytes[start].rotate_left(2) ^ bytes[end - 1].rotate_left(5)
}

fn places(set: Set) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(set), |set| Some(set & set.wrapping_sub(1)))
        .take_while(|set| *set != 0)
        .map(|set| set.trailing_zeros() as usize)
}

/// The paths that are written down here.
macro_rules! paths {
    ($($path:literal),* $(,)?) => { const { &$crate::read::json::Paths::new([$($path),*]) } };
}
pub(crate) use paths;

/// The values at these paths of the object that `text` holds; null for those that are not there. Of a key that comes twice the
/// last value counts.
pub(crate) fn pick<'a, const N: usize>(text: &'a str, paths: &Paths<'_, N>) -> Result<[Value<'a>; N], Fault> {
    pick_noting(text, paths, &mut false)
}

/// The same; `twice` is set if something that is wanted comes twice.
pub(crate) fn pick_noting<'a, const N: usize>(
    text: &'a str,
    paths: &Paths<'_, N>,
    twice: &mut bool,
) -> Result<[Value<'a>; N], Fault> {
    let mut walk = Walk { text, paths, picked: [Value::Null; N], twice: false };
    let all = Set::MAX.checked_shr(Set::BITS - N as u32).unwrap_or_default();
    let end = walk.object(opening(text)?, 0, all)?;
    *twice |= walk.twice;
    nothing_after(text, end).map(|()| walk.picked)
}

struct Walk<'a, 'p, const N: usize> {
    text: &'a str,
    paths: &'p Paths<'p, N>,
    picked: [Value<'a>; N],
    twice: bool,
}

impl<const N: usize> Walk<'_, '_, N> {
    /// Takes what is wanted of the object whose brace stands at `at`. Returns where it ends.
    fn object(&mut self, at: usize, level: usize, wanted: Set) -> Result<usize, Fault> {
        let mut seen: Set = 0;
        members(self.text, at, |key, start| {
            let found = self.paths.with(level, &key.text(&mut false), wanted);
            if found == 0 {
                return value(self.text, start).map(|(_, next)| next);
            }
            self.twice |= seen & found != 0;
            seen |= found;
            let is_last = |place: &usize| usize::from(self.paths.lengths[*place]) == level + 1;
            let deeper = places(found).filter(|place| !is_last(place)).fold(0, |set: Set, place| set | 1 << place);
            // What an earlier member of the same key held does not count.
            places(deeper).for_each(|place| self.picked[place] = Value::Null);
            let (value, next) = if deeper != 0 && self.text.as_bytes().get(start) == Some(&b'{') {
                let next = self.object(start, level + 1, deeper)?;
                (Value::Nested(&self.text[start..next]), next)
            } else {
                value(self.text, start)?
            };
            places(found & !deeper).for_each(|place| self.picked[place] = value);
            Ok(next)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The value at a path, found key by key.
    fn at<'a>(text: &'a str, path: &str) -> Option<&'a str> {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        let mut last = None;
        super::super::object(text, |member| {
            if member.key.text(&mut false) == key {
                last = Some(member.written);
            }
        })
        .ok()?;
        match rest {
            Some(rest) => last.filter(|value| value.starts_with('{')).and_then(|value| at(value, rest)),
            None => last,
        }
    }

    fn written<'a>(value: &Value<'a>) -> Option<&'a str> {
        match value {
            Value::Nested(text) | Value::Number(text) => Some(text),
            Value::Null => None,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_walk_finds_values_within_each_other() {
        let text = r#" {"a": {"b": {"c": 1, "d": [2]}, "e": 3}, "b": 4, "a.b": 5, "\u0066": {"a": 6}} "#;
        let picked = pick(text, paths!["a.b.c", "a", "a.e", "b", "f.a", "b.c", "z", "a.b"]).unwrap();
        let picked: Vec<_> = picked.iter().map(written).collect();
        let whole = r#"{"b": {"c": 1, "d": [2]}, "e": 3}"#;
        assert_eq!(picked, [Some("1"), Some(whole), Some("3"), Some("4"), Some("6"), None, None, Some(r#"{"c": 1, "d": [2]}"#)]);
    }

    #[test]
    fn the_last_of_two_counts_with_all_that_it_holds() {
        let mut twice = false;
        let text = r#"{"a": {"b": 1, "c": 2}, "a": {"b": 3}}"#;
        let [b, c] = pick_noting(text, paths!["a.b", "a.c"], &mut twice).unwrap();
        assert_eq!((written(&b), written(&c), twice), (Some("3"), None, true));
        let mut twice = false;
        let [a, b] = pick_noting(r#"{"a": {"a": 1}, "b": {"a": 2}}"#, paths!["a.a", "b.a"], &mut twice).unwrap();
        assert_eq!((written(&a), written(&b), twice), (Some("1"), Some("2"), false));
    }

    proptest! {
        #[test]
        fn one_walk_finds_what_many_find(
            text in "\\{(\"[ab]\":(1|\\{\\}|\\{\"[ab]\":(2|\\{\"[ab]\":3,\"[ab]\":4\\})(,\"[ab]\":5)?\\}),){0,4}\"c\":6\\}",
        ) {
            let paths = ["a", "b", "c", "a.a", "a.b", "b.a", "b.b", "a.a.a", "a.a.b", "b.a.b", "c.a"];
            let picked = pick(&text, &Paths::new(paths)).unwrap();
            for (path, value) in paths.iter().zip(&picked) {
                prop_assert_eq!(written(value), at(&text, path), "{} in {}", path, text);
            }
        }
    }
}
