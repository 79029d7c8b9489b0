//! Reads single records again by their places, so that a report can quote what is not kept in memory.

use std::io::{Seek, SeekFrom};
use std::sync::Arc;

use super::chunk::Chunk;
use super::frame::Framer;
use super::inputs::{Inputs, OpenStream};
use super::opened::Opened;
use super::{Options, Record};
use crate::event::Locator;
use crate::{Error, Result};

/// How much is read at first for one record of a plain file.
const AHEAD: usize = 4 << 10;

impl Inputs {
    /// Reads the records at these places again, in the order of the places, each once.
    ///
    /// Plain files are read at the places only; packed streams are passed once at most. A place where no record starts gives
    /// nothing.
    pub fn quote(&self, locators: &[Locator], each: &mut dyn FnMut(Locator, Record<'_>)) -> Result<()> {
        let mut wanted = locators.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let mut opened: Option<(usize, Opened)> = None;
        for places in wanted.chunk_by(|a, b| a.stream == b.stream) {
            let Some(stream) = self.streams.get(usize::from(places[0].stream)) else { continue };
            let mut file = match opened.take() {
                Some((index, file)) if index == stream.file => file,
                _ => Opened::open(&self.files[stream.file].origin, &self.files[stream.file].shown)?,
            };
            if file.is_direct(stream.script) && !stream.context.format.on_the_way() {
                self.at_places(&file, stream, places, each)?;
            } else {
                self.on_the_way(&mut file, stream, places, each)?;
            }
            opened = Some((stream.file, file));
        }
        Ok(())
    }

    fn at_places(
        &self,
        file: &Opened,
        stream: &OpenStream,
        places: &[Locator],
        each: &mut dyn FnMut(Locator, Record<'_>),
    ) -> Result<()> {
        let mut raw = file.raw();
        for place in places.iter().filter(|place| place.byte >= stream.start) {
            let failed = |cause: std::io::Error| Error::input(&self.files[stream.file].shown, cause.to_string());
            raw.seek(SeekFrom::Start(place.byte)).map_err(failed)?;
            let Options { max_record_bytes, .. } = *self.options;
            let mut framer = Framer::new(&mut raw, stream.context.format.cut, place.byte, AHEAD, max_record_bytes);
            if let Some(piece) = framer.next(&mut |_, _, _| {}).map_err(failed)? {
                hand_on(&Chunk::new(piece, Arc::clone(&stream.context)), *place, each);
            }
        }
        Ok(())
    }

    fn on_the_way(
        &self,
        file: &mut Opened,
        stream: &OpenStream,
        places: &[Locator],
        each: &mut dyn FnMut(Locator, Record<'_>),
    ) -> Result<()> {
        let options = &*self.options;
        let mut left = places;
        file.text(stream.member, &stream.context.name, stream.script, options, |reader| {
            std::io::copy(&mut std::io::Read::take(&mut *reader, stream.start), &mut std::io::sink())?;
            let cut = stream.context.format.cut;
            let mut framer = Framer::new(reader, cut, stream.start, options.chunk_bytes, options.max_record_bytes);
            while let (false, Some(piece)) = (left.is_empty(), framer.next(&mut |_, _, _| {})?) {
                let chunk = Chunk::new(piece, Arc::clone(&stream.context));
                let end = chunk.first_byte + chunk.bytes.len() as u64;
                let here = left.partition_point(|place| place.byte < end);
                left[..here].iter().for_each(|place| hand_on(&chunk, *place, each));
                left = &left[here..];
            }
            Ok(((), false))
        })?;
        Ok(())
    }
}

fn hand_on(chunk: &Chunk, place: Locator, each: &mut dyn FnMut(Locator, Record<'_>)) {
    if let Some(alone) = chunk.only(place.byte) {
        alone.records(&mut |record| each(place, record), &mut Vec::new());
    }
}
