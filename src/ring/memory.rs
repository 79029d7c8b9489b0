//! How much memory finding rings may take.

use crate::{Error, Result};

/// Tables that share what is left of a limit at one time.
const TABLES: u64 = 4;
/// A table works in no less than this.
const SMALLEST: u64 = 1 << 17;
const MIB: u64 = 1 << 20;

/// A limit on memory, in bytes, and what of it is taken whatever is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Memory {
    limit: Option<u64>,
    taken: u64,
}

impl Memory {
    /// No more than so many bytes, where a number is given.
    pub fn new(limit: Option<u64>) -> Memory {
        Memory { limit, taken: 0 }
    }

    /// The same with so many more bytes taken.
    pub fn beside(self, bytes: u64) -> Memory {
        Memory { taken: self.taken + bytes, ..self }
    }

    /// Refuses a limit that is too small for what is taken; `for_what` says what that is.
    pub fn check(&self, for_what: &str) -> Result<()> {
        self.room(0, for_what).map(drop)
    }

    /// How many bytes each table may take beside what must be held; `for_what` says what that is.
    pub(super) fn room(&self, held: u64, for_what: &str) -> Result<usize> {
        let Some(limit) = self.limit else { return Ok(usize::MAX) };
        let least = self.taken + held + TABLES * SMALLEST;
        if limit < least {
            let [limit, least] = [limit / MIB, least.div_ceil(MIB)];
            return Err(Error::usage(format!(
                "finding rings cannot do with {limit} MiB: {for_what} take at least {least} MiB together; give {least}MiB or more, or no limit"
            )));
        }
        Ok(((limit - self.taken - held) / TABLES) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_little_is_told_with_the_least_that_works() {
        assert_eq!(Memory::default().room(u64::MAX / 2, "accounts").unwrap(), usize::MAX);
        let told = Memory::new(Some(28 * MIB)).beside(20 * MIB).room(8 * MIB, "40 accounts").unwrap_err().to_string();
        assert!(told.contains("28 MiB: 40 accounts") && told.contains("give 29MiB"), "{told}");
        assert_eq!(Memory::new(Some(32 * MIB)).beside(20 * MIB).room(8 * MIB, "accounts").unwrap(), 1 << 20);
    }
}
