//! Rule files to a checked rule book, and rows of measures to findings.
