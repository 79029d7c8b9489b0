//! Any bytes as each of the files that a user or an administrator writes: configuration, claimed scores, labels, keys.
#![no_main]

use fineness::read::read_claims;
use fineness::serve::Keys;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), bytes).expect("writing it");
    let told = |error: fineness::Error| assert!(!error.to_string().is_empty());
    fineness::cli::read_settings(file.path()).into_iter().filter_map(Result::err).for_each(told);
    match read_claims(file.path(), fineness_fuzz::NOW) {
        Ok(claims) => assert!(claims.iter().all(|claim| claim.value.is_finite() && !claim.account.is_empty())),
        Err(error) => told(error),
    }
    let _ = Keys::open(file.path()).map_err(told);
});
