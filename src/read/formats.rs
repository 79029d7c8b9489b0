//! The formats that are read, for people who ask.

use serde::Serialize;

use super::source::SOURCES;
use crate::platform::Platform;

/// A format that is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormatInfo {
    /// The name in reports. The parts of one export share it.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What in the content gives it away.
    pub found_by: &'static str,
    /// The platform that it is an export of, if of one only.
    pub platform: Option<Platform>,
    /// Whether it holds the latest records only, so that what is missing says nothing.
    pub window: bool,
}

/// Every format that is read, in the order of their names.
pub fn formats() -> Vec<FormatInfo> {
    let info = |source: &&super::source::Source| FormatInfo {
        name: source.name,
        title: source.title,
        found_by: source.found_by,
        platform: source.platform,
        window: source.traits.window,
    };
    let mut list: Vec<_> = SOURCES.iter().map(info).collect();
    list.sort_by_key(|format| format.name);
    list
}
