//! Gzip files as they occur: of several members, cut off, or with padding behind them.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

/// What was found behind the last member.
pub(crate) type Told = Box<dyn FnMut(&'static str, String)>;

/// Unpacks all members, and tells of what follows them.
pub(crate) struct Members<R: Read> {
    member: Option<GzDecoder<BufReader<R>>>,
    told: Told,
}

impl<R: Read> Members<R> {
    pub fn new(inner: R, told: Told) -> Self {
        Members { member: Some(GzDecoder::new(BufReader::with_capacity(1 << 16, inner))), told }
    }

    fn next_member(&mut self) -> io::Result<()> {
        let Some(member) = self.member.take() else { return Ok(()) };
        let mut rest = member.into_inner();
        match rest.fill_buf()? {
            [] => {}
            [0x1f, ..] => self.member = Some(GzDecoder::new(rest)),
            _ => (self.told)("IN-TRAIL", "bytes that are no gzip follow the packed data and were left out".into()),
        }
        Ok(())
    }
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.next_member()?;
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(bytes: &[u8]) -> (io::Result<String>, Vec<&'static str>) {
        let notes = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&notes);
        let mut text = String::new();
        let result = Members::new(bytes, Box::new(move |code, _| told.lock().unwrap().push(code))).read_to_string(&mut text);
        let notes = notes.lock().unwrap().clone();
        (result.map(|_| text), notes)
    }

    #[test]
    fn members_follow_each_other_and_padding_is_told() {
        let two = [packed("one "), packed("two")].concat();
        assert_eq!(unpacked(&two).0.unwrap(), "one two");
        assert_eq!(unpacked(&two).1, [""; 0]);
        let (text, notes) = unpacked(&[two, vec![0; 100]].concat());
        assert_eq!((text.unwrap().as_str(), notes), ("one two", vec!["IN-TRAIL"]));
        assert!(unpacked(&packed("cut off")[..15]).0.is_err());
    }
}
