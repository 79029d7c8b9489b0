//! A model as bytes: a head, a version, a checksum, and the buckets that hold anything, packed.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::features::BUCKETS;
use super::{Model, Scale, weight};
use crate::{Error, Result};

/// What every model file begins with.
const HEAD: &[u8; 15] = b"fineness model\n";
/// Another version's models are refused, never misread: features may have changed their buckets.
const VERSION: u8 = 2;
/// The most that a model unpacks to: three numbers for each bucket, and a little.
const LARGEST: usize = BUCKETS * 16 + 4096;

#[derive(Serialize, Deserialize)]
struct Saved {
    seen: [u64; 2],
    scale: [f64; 3],
    bias: [f32; 2],
    /// Buckets that hold anything: how far behind the last one, and what they hold.
    buckets: Vec<(u32, f32, f32)>,
}

impl Model {
    /// The model as bytes.
    ///
    /// # Errors
    /// None that the caller can cause.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut last = 0;
        let held = self.state.iter().enumerate().filter(|(_, [_, squares])| *squares > 0.0);
        let buckets = held.map(|(bucket, [sum, squares])| {
            let gap = bucket as u32 - last;
            last = bucket as u32;
            (gap, *sum, *squares)
        });
        let Scale { slope, shift, familiar } = self.scale;
        let saved = Saved { seen: self.seen, scale: [slope, shift, familiar], bias: self.bias, buckets: buckets.collect() };
        let plain = postcard::to_allocvec(&saved).map_err(|cause| Error::state(cause.to_string()))?;
        let packed = zstd::bulk::compress(&plain, 9).map_err(|cause| Error::state(cause.to_string()))?;
        let mut bytes = HEAD.to_vec();
        bytes.push(VERSION);
        bytes.extend_from_slice(&xxh3_64(&packed).to_le_bytes());
        bytes.extend_from_slice(&packed);
        Ok(bytes)
    }

    /// A model from such bytes. Nothing in them is trusted: not their length, nor any number.
    ///
    /// # Errors
    /// They are no model, of another version, damaged, or hold what no model can hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model> {
        let refuse = |why: &str| Error::state(format!("this is no model that can be used: {why}"));
        let rest = bytes.strip_prefix(HEAD.as_slice()).ok_or_else(|| refuse("it does not begin as `fineness learn` writes"))?;
        let (&version, rest) = rest.split_first().ok_or_else(|| refuse("it ends after its head"))?;
        if version != VERSION {
            return Err(refuse(&format!("it is of version {version}, this program reads version {VERSION}; learn it anew")));
        }
        let (sum, packed) = rest.split_first_chunk::<8>().ok_or_else(|| refuse("it ends after its head"))?;
        if u64::from_le_bytes(*sum) != xxh3_64(packed) {
            return Err(refuse("it is damaged"));
        }
        // A frame says how much it unpacks to, and may lie; the room is what stops it.
        let plain =
            zstd::bulk::decompress(packed, LARGEST).map_err(|_| refuse("it cannot be unpacked into the room that a model has"))?;
        let saved: Saved = postcard::from_bytes(&plain).map_err(|_| refuse("its content is damaged"))?;
        Model::of(saved).ok_or_else(|| refuse("it holds numbers that no learning gives"))
    }

    fn of(saved: Saved) -> Option<Model> {
        let sound = |[sum, squares]: [f32; 2]| sum.is_finite() && squares.is_finite() && squares >= 0.0;
        let [slope, shift, familiar] = saved.scale;
        if !(slope.is_finite() && slope >= 0.0 && shift.is_finite() && (0.0..=1.0).contains(&familiar) && sound(saved.bias)) {
            return None;
        }
        let mut model = Model { bias: saved.bias, seen: saved.seen, scale: Scale { slope, shift, familiar }, ..Model::default() };
        let mut bucket = 0usize;
        for (gap, sum, squares) in saved.buckets {
            bucket = bucket.checked_add(gap as usize)?;
            let state = [sum, squares];
            *model.state.get_mut(bucket).filter(|_| sound(state))? = state;
            model.weights[bucket] = weight(state);
        }
        Some(model)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::learn::tests::learned;

    #[test]
    fn a_model_comes_back_as_it_was_and_goes_on_learning_alike() {
        let (model, _) = learned();
        let bytes = model.to_bytes().unwrap();
        assert!(bytes.len() < 200_000, "{}", bytes.len());
        assert_eq!(Model::from_bytes(&bytes).unwrap(), model);
    }

    #[test]
    fn what_is_no_model_is_refused_with_a_reason() {
        let refused = |bytes: &[u8]| Model::from_bytes(bytes).unwrap_err().to_string();
        assert!(refused(b"").contains("does not begin"));
        assert!(refused(b"fineness model\n").contains("ends"));
        let mut bytes = Model::default().to_bytes().unwrap();
        bytes[15] = 9;
        assert!(refused(&bytes).contains("version 9"));
        let saved =
            Saved { seen: [1, 1], scale: [1.0, 0.0, 0.5], bias: [0.0; 2], buckets: vec![(u32::MAX, 1.0, 1.0), (9, 1.0, 1.0)] };
        assert!(Model::of(saved).is_none());
        let saved = Saved { seen: [1, 1], scale: [f64::NAN, 0.0, 0.5], bias: [0.0; 2], buckets: Vec::new() };
        assert!(Model::of(saved).is_none());
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let packed = zstd::encode_all(vec![0u8; 64 << 20].as_slice(), 3).unwrap();
        let mut bytes = HEAD.to_vec();
        bytes.push(VERSION);
        bytes.extend_from_slice(&xxh3_64(&packed).to_le_bytes());
        bytes.extend_from_slice(&packed);
        assert!(Model::from_bytes(&bytes).unwrap_err().to_string().contains("cannot be unpacked"));
    }

    proptest! {
        #[test]
        fn damage_is_never_more_than_refused(at in 0usize..200, byte in any::<u8>(), end in 0usize..200) {
            let mut bytes = Model::default().to_bytes().unwrap();
            let length = bytes.len();
            bytes[at % length] = byte;
            bytes.truncate(length - end % length);
            let _ = Model::from_bytes(&bytes);
        }
    }
}
