//! Repositories of Bluesky accounts (CAR v1): blocks of CBOR, which a search tree gives their names. They are turned into the
//! lines that Jetstream would have told of them, oldest key first.
//!
//! <https://ipld.io/specs/transport/car/carv1/>, <https://atproto.com/specs/repository>. The tree can stand behind what it
//! names, so a repository is held in memory as a whole; it is one account's.

use std::collections::HashMap;
use std::io::{self, Cursor, Read};

use ciborium::Value;
use serde_json::{Map, json};

use super::gzip::Told;

/// The most bytes of a repository.
const MOST: u64 = 1 << 30;
/// The tag of CBOR that stands before the address of a block.
const LINK: u64 = 42;
/// How deep the search tree is followed. It has one level for every two zero bits of a hash.
const LEVELS: usize = 128;
/// The first bytes of a header behind its length.
pub(crate) const MARK: &[u8] = b"\xa2\x65roots";

/// Reads `inner` as lines of JSON.
pub(crate) fn reader<'r>(inner: &mut dyn Read, mut told: Told) -> io::Result<Box<dyn Read + 'r>> {
    let mut bytes = Vec::new();
    Read::take(inner, MOST).read_to_end(&mut bytes)?;
    let (blocks, root, whole) = blocks(&bytes);
    if !whole {
        told("IN-TRUNC", "the repository is cut off or damaged; what its tree still names was read".into());
    }
    let mut lines = Vec::new();
    let Some(commit) = root.and_then(|root| blocks.get(root.as_slice())).and_then(|block| decoded(block)) else {
        told("IN-TRUNC", "the repository has no commit that can be read".into());
        return Ok(Box::new(io::empty()));
    };
    let did = member(&commit, "did").and_then(Value::as_text).unwrap_or_default();
    let missing = walk(&blocks, member(&commit, "data"), &mut |key, record| {
        let Some((collection, key)) = key.split_once('/') else { return };
        let commit = json!({"operation": "create", "collection": collection, "rkey": key, "record": plain(record)});
        lines.extend_from_slice(json!({"did": did, "kind": "commit", "commit": commit}).to_string().as_bytes());
        lines.push(b'\n');
    });
    if missing > 0 && whole {
        told("IN-TRUNC", format!("{missing} blocks that the repository names are not in it"));
    }
    Ok(Box::new(Cursor::new(lines)))
}

type Blocks<'b> = HashMap<&'b [u8], &'b [u8]>;

/// The blocks by their addresses, the address of the root, and whether all was there.
fn blocks(bytes: &[u8]) -> (Blocks<'_>, Option<Vec<u8>>, bool) {
    let mut blocks = HashMap::new();
    let mut rest = bytes;
    let Some(header) = section(&mut rest) else { return (blocks, None, false) };
    let root = decoded(header).and_then(|header| match member(&header, "roots") {
        Some(Value::Array(roots)) => roots.first().and_then(address),
        _ => None,
    });
    while !rest.is_empty() {
        let Some(block) = section(&mut rest) else { return (blocks, root, false) };
        let Some(length) = address_length(block) else { return (blocks, root, false) };
        blocks.insert(&block[..length], &block[length..]);
    }
    (blocks, root, true)
}

/// Takes one section with its length before it off the front.
fn section<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = usize::try_from(varint(rest)?).ok()?;
    let (section, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    Some(section)
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..63).step_by(7) {
        let (byte, behind) = rest.split_first()?;
        *rest = behind;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// How many bytes the address at the front of a block has.
fn address_length(block: &[u8]) -> Option<usize> {
    let mut rest = block;
    if block.starts_with(&[0x12, 0x20]) {
        return (block.len() >= 34).then_some(34);
    }
    let (_version, _codec, _hash) = (varint(&mut rest)?, varint(&mut rest)?, varint(&mut rest)?);
    let digest = usize::try_from(varint(&mut rest)?).ok()?;
    rest.len().checked_sub(digest).map(|behind| block.len() - behind)
}

fn decoded(bytes: &[u8]) -> Option<Value> {
    ciborium::from_reader(bytes).ok()
}

fn member<'v>(map: &'v Value, key: &str) -> Option<&'v Value> {
    map.as_map()?.iter().find(|(own, _)| own.as_text() == Some(key)).map(|(_, value)| value)
}

/// The address that a link holds, without the zero byte before it.
fn address(link: &Value) -> Option<Vec<u8>> {
    match link {
        Value::Tag(LINK, inner) => inner.as_bytes()?.strip_prefix(&[0]).map(<[u8]>::to_vec),
        _ => None,
    }
}

/// What is left to do of the walk through the tree.
enum Task {
    Node(Vec<u8>, usize),
    Record(String, Vec<u8>),
}

/// Calls `each` for every record that the tree names, in the order of the names; returns how many blocks are missing.
fn walk(blocks: &Blocks<'_>, root: Option<&Value>, each: &mut dyn FnMut(&str, &Value)) -> u64 {
    let mut tasks: Vec<Task> = root.and_then(address).map(|root| Task::Node(root, 0)).into_iter().collect();
    let (mut missing, mut nodes) = (0, 0);
    while let Some(task) = tasks.pop() {
        let (Task::Node(place, _) | Task::Record(_, place)) = &task;
        let Some(block) = blocks.get(place.as_slice()).and_then(|block| decoded(block)) else {
            missing += 1;
            continue;
        };
        match task {
            Task::Record(key, _) => each(&key, &block),
            Task::Node(_, level) => {
                nodes += 1;
                // A tree that names itself has no end.
                if level > LEVELS || nodes > blocks.len() {
                    missing += 1;
                    continue;
                }
                let mut found: Vec<Task> =
                    member(&block, "l").and_then(address).map(|left| Task::Node(left, level + 1)).into_iter().collect();
                let mut key = Vec::new();
                for entry in member(&block, "e").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default() {
                    let shared = member(entry, "p").and_then(Value::as_integer).and_then(|shared| usize::try_from(shared).ok());
                    key.truncate(shared.unwrap_or(0));
                    key.extend_from_slice(member(entry, "k").and_then(Value::as_bytes).map(Vec::as_slice).unwrap_or_default());
                    if let Some(record) = member(entry, "v").and_then(address) {
                        found.push(Task::Record(String::from_utf8_lossy(&key).into_owned(), record));
                    }
                    found.extend(member(entry, "t").and_then(address).map(|right| Task::Node(right, level + 1)));
                }
                tasks.extend(found.into_iter().rev());
            }
        }
    }
    missing
}

/// A record as JSON. It is as deep as the CBOR, whose reader has a limit.
fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::Bool(flag) => (*flag).into(),
        Value::Integer(number) => i64::try_from(*number).map_or(serde_json::Value::Null, Into::into),
        Value::Float(number) => (*number).into(),
        Value::Array(list) => list.iter().map(plain).collect(),
        Value::Map(members) => {
            let members = members.iter().filter_map(|(key, value)| Some((key.as_text()?.to_owned(), plain(value))));
            serde_json::Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Tag(LINK, _) => json!({"$link": address(value).map(|bytes| format!("b{}", base32(&bytes)))}),
        _ => serde_json::Value::Null,
    }
}

/// RFC 4648, in lower case and without padding.
fn base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    let (mut bits, mut held) = (0u32, 0);
    for byte in bytes {
        (bits, held) = (bits << 8 | u32::from(*byte), held + 8);
        while held >= 5 {
            held -= 5;
            out.push(char::from(b"abcdefghijklmnopqrstuvwxyz234567"[(bits >> held & 31) as usize]));
        }
        bits &= (1 << held) - 1;
    }
    if held > 0 {
        out.push(char::from(b"abcdefghijklmnopqrstuvwxyz234567"[(bits << (5 - held) & 31) as usize]));
    }
    out
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::*;

    /// The address that a test gives a block; nobody checks the hash.
    fn name(number: u8) -> Vec<u8> {
        [&[1, 0x71, 0x12, 0x20][..], &[number; 32]].concat()
    }

    fn link(number: u8) -> Value {
        Value::Tag(LINK, Box::new(Value::Bytes([&[0][..], &name(number)].concat())))
    }

    fn map(members: &[(&str, Value)]) -> Value {
        Value::Map(members.iter().map(|(key, value)| ((*key).into(), value.clone())).collect())
    }

    fn packed(value: &Value, before: &[u8]) -> Vec<u8> {
        let mut body = before.to_vec();
        ciborium::into_writer(value, &mut body).unwrap();
        assert!(body.len() < 1 << 14);
        let length = [(body.len() & 0x7f) as u8 | 0x80, (body.len() >> 7) as u8];
        [&length[..], &body].concat()
    }

    fn repository() -> Vec<u8> {
        let entry = |shared: i32, key: &str, record: u8, right: Value| {
            map(&[("p", shared.into()), ("k", Value::Bytes(key.into())), ("v", link(record)), ("t", right)])
        };
        let post = |text: &str| map(&[("text", text.into()), ("createdAt", "2023-04-29T03:42:22Z".into()), ("blob", link(9))]);
        let root = map(&[("l", link(3)), ("e", Value::Array(vec![entry(0, "app.bsky.feed.post/b", 5, link(4))]))]);
        let left = map(&[("l", Value::Null), ("e", Value::Array(vec![entry(0, "app.bsky.feed.post/a", 6, Value::Null)]))]);
        let right =
            map(&[("e", Value::Array(vec![entry(0, "app.bsky.feed.post/c", 7, Value::Null), entry(19, "d", 8, Value::Null)]))]);
        [
            packed(&map(&[("roots", Value::Array(vec![link(1)])), ("version", 1.into())]), &[]),
            packed(&post("one"), &name(6)),
            packed(&map(&[("did", "did:plc:x".into()), ("data", link(2))]), &name(1)),
            packed(&root, &name(2)),
            packed(&left, &name(3)),
            packed(&right, &name(4)),
            packed(&post("two"), &name(5)),
            packed(&post("three"), &name(7)),
            packed(&post("four"), &name(8)),
        ]
        .concat()
    }

    fn read(bytes: &[u8]) -> (Vec<String>, Vec<&'static str>) {
        let notes = Rc::new(RefCell::new(Vec::new()));
        let told = Rc::clone(&notes);
        let mut text = String::new();
        let mut source = bytes;
        let told: Told = Box::new(move |code, _| told.borrow_mut().push(code));
        reader(&mut source, told).unwrap().read_to_string(&mut text).unwrap();
        let notes = notes.borrow().clone();
        (text.lines().map(str::to_owned).collect(), notes)
    }

    #[test]
    fn records_come_in_the_order_of_their_names() {
        let (lines, notes) = read(&repository());
        let keys: Vec<_> = lines.iter().map(|line| line.split("\"rkey\":").nth(1).unwrap()[..3].to_owned()).collect();
        assert_eq!((keys, notes), (["\"a\"", "\"b\"", "\"c\"", "\"d\""].map(str::to_owned).to_vec(), vec![]));
        assert!(lines[0].contains("\"text\":\"one\"") && lines[0].contains("\"$link\":\"bafyrei"));
    }

    #[test]
    fn a_repository_that_is_cut_off_keeps_what_is_named() {
        let whole = repository();
        let (lines, notes) = read(&whole[..whole.len() - 20]);
        assert_eq!((lines.len(), notes), (3, vec!["IN-TRUNC"]));
        assert_eq!(read(&whole[..50]).1, ["IN-TRUNC", "IN-TRUNC"]);
    }

    proptest! {
        #[test]
        fn damage_never_panics(damage in prop::collection::vec((0usize..1_200, any::<u8>()), 1..8)) {
            let mut bytes = repository();
            for (at, byte) in damage {
                if let Some(slot) = bytes.get_mut(at) {
                    *slot = byte;
                }
            }
            let _ = read(&bytes);
        }
    }
}
