//! Rings for other programs: who acted with whom, and what they wrote.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::RingLine;
use super::escape::{for_spreadsheet, for_xml};

/// Two accounts of a ring, by its id, with the number of occasions on which both acted.
type Edges = BTreeMap<(String, String, String), u32>;

/// Writes every pair of accounts that acted together as CSV: `ring,tier,one,other,occasions`.
pub fn write_edges(rings: &[RingLine], out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["ring", "tier", "one", "other", "occasions"])?;
    for ring in rings {
        for ((_, one, other), occasions) in edges(ring) {
            let cells = [&ring.ring, &ring.tier, &one, &other].map(|cell| for_spreadsheet(cell));
            table.write_record(cells.iter().map(AsRef::as_ref).chain([occasions.to_string().as_str()]))?;
        }
    }
    table.flush()
}

/// Writes every act on a ring's occasions as CSV: `ring,tier,occasion,object,account,at,id,text`. These are the messages that made
/// the edges.
pub fn write_messages(rings: &[RingLine], out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["ring", "tier", "occasion", "object", "account", "at", "id", "text"])?;
    for ring in rings {
        for (number, occasion) in ring.occasions.iter().enumerate() {
            let number = (number + 1).to_string();
            for act in &occasion.acts {
                let known = |cell: &Option<String>| cell.clone().unwrap_or_default();
                let cells = [
                    ring.ring.clone(),
                    ring.tier.clone(),
                    number.clone(),
                    occasion.object.clone(),
                    act.account.clone(),
                    known(&act.at),
                    known(&act.id),
                    known(&act.text),
                ];
                table.write_record(cells.iter().map(|cell| for_spreadsheet(cell)).collect::<Vec<_>>().iter().map(AsRef::as_ref))?;
            }
        }
    }
    table.flush()
}

/// Writes the rings as one undirected graph in GraphML: accounts with their ring and tier, edges with their number of occasions.
pub fn write_graph(rings: &[RingLine], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (id, of, kind) in [("ring", "node", "string"), ("tier", "node", "string"), ("occasions", "edge", "int")] {
        writeln!(out, "  <key id=\"{id}\" for=\"{of}\" attr.name=\"{id}\" attr.type=\"{kind}\"/>")?;
    }
    writeln!(out, "  <graph edgedefault=\"undirected\">")?;
    let mut nodes: BTreeMap<&str, (Vec<&str>, &str)> = BTreeMap::new();
    for ring in rings {
        for member in &ring.members {
            nodes.entry(member).or_insert((Vec::new(), &ring.tier)).0.push(&ring.ring);
        }
    }
    for (account, (of, tier)) in &nodes {
        let (account, of) = (for_xml(account), for_xml(&of.join(" ")));
        writeln!(out, "    <node id=\"{account}\"><data key=\"ring\">{of}</data><data key=\"tier\">{tier}</data></node>")?;
    }
    for ring in rings {
        for ((_, one, other), occasions) in edges(ring) {
            let (one, other) = (for_xml(&one), for_xml(&other));
            writeln!(out, "    <edge source=\"{one}\" target=\"{other}\"><data key=\"occasions\">{occasions}</data></edge>")?;
        }
    }
    writeln!(out, "  </graph>\n</graphml>")?;
    out.flush()
}

fn edges(ring: &RingLine) -> Edges {
    let mut edges = Edges::new();
    for occasion in &ring.occasions {
        let mut accounts: Vec<&str> = occasion.acts.iter().map(|act| act.account.as_str()).collect();
        accounts.sort_unstable();
        accounts.dedup();
        for (index, one) in accounts.iter().enumerate() {
            for other in &accounts[index + 1..] {
                *edges.entry((ring.ring.clone(), (*one).to_owned(), (*other).to_owned())).or_default() += 1;
            }
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    fn written(write: fn(&[RingLine], &mut dyn Write) -> io::Result<()>, ring: RingLine) -> String {
        let mut out = Vec::new();
        write(&[ring], &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn edges_and_messages_say_who_acted_with_whom() {
        assert_eq!(
            written(write_edges, samples::ring()),
            "ring,tier,one,other,occasions\nr1,proven,amy,bob,2\nr1,proven,amy,cyd,1\nr1,proven,bob,cyd,1\n"
        );
        let messages = written(write_messages, samples::ring());
        assert_eq!(messages.lines().count(), 6);
        assert!(messages.contains("r1,proven,1,link,cyd,2012-03-01T10:03:58Z,p3,"), "{messages}");
    }

    #[test]
    fn hostile_names_are_cells_and_text_and_nothing_more() {
        let mut ring = samples::ring();
        let evil = "=cmd|'/c calc'!A1 <b>&\"\u{1b}[31m\u{202e}";
        ring.members[0] = evil.into();
        ring.occasions[0].acts[0].account = evil.into();
        ring.occasions[0].acts[0].text = Some(evil.into());
        for write in [write_edges, write_messages] {
            let table = written(write, ring.clone());
            let mut cells = csv::Reader::from_reader(table.as_bytes());
            for record in cells.records() {
                assert!(
                    record.unwrap().iter().all(|cell| !cell.starts_with('=') && !cell.contains(['\u{1b}', '\u{202e}'])),
                    "{table}"
                );
            }
        }
        let graph = written(write_graph, ring);
        assert!(graph.contains("=cmd|&apos;/c calc&apos;!A1 &lt;b&gt;&amp;&quot;"), "{graph}");
        assert!(!graph.contains(['\u{1b}', '\u{202e}']));
    }
}
