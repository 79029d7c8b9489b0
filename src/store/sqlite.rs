//! Comments in a file of SQLite, for one server.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, Transaction, params};

use super::statements::{COLUMNS, Value, find, word};
use super::{Change, Comment, Search, SiteUsage, Store, Tally};
use crate::event::Kind;
use crate::{Error, Result};

/// Each brings the database from the version before to its own; the number of a version is its place, counted from 1.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/sqlite/1.sql")];
/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// A store in one file.
#[derive(Debug)]
pub struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Opens the file, makes it if need be, and brings it up to date.
    ///
    /// # Errors
    /// The file cannot be opened, is no database, or was written by a later version.
    pub fn open(path: &Path) -> Result<Sqlite> {
        let fail = |cause: rusqlite::Error| Error::store(path.display(), cause);
        let mut connection = Connection::open(path).map_err(fail)?;
        connection.busy_timeout(PATIENCE).map_err(fail)?;
        connection.pragma_update(None, "journal_mode", "wal").map_err(fail)?;
        // With a write-ahead log this makes every commit reach the disk.
        connection.pragma_update(None, "synchronous", "full").map_err(fail)?;
        let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(fail)?;
        let version = version as usize;
        if version > MIGRATIONS.len() {
            return Err(Error::store(
                path.display(),
                format!("it is of version {version}; this program knows {}", MIGRATIONS.len()),
            ));
        }
        for (number, migration) in MIGRATIONS.iter().enumerate().skip(version) {
            let transaction = connection.transaction().map_err(fail)?;
            transaction.execute_batch(migration).map_err(fail)?;
            transaction.pragma_update(None, "user_version", number as u32 + 1).map_err(fail)?;
            transaction.commit().map_err(fail)?;
        }
        Ok(Sqlite { connection })
    }
}

impl Store for Sqlite {
    fn write(&mut self, changes: &[Change]) -> Result<()> {
        let transaction = self.connection.transaction().map_err(failed)?;
        changes.iter().try_for_each(|change| apply(&transaction, change)).map_err(failed)?;
        transaction.commit().map_err(failed)
    }

    fn comment(&mut self, guid: &str) -> Result<Option<Comment>> {
        self.one(&format!("select {COLUMNS} from comments where guid = ?1"), &guid)
    }

    fn same(&mut self, fingerprint: i64) -> Result<Option<Comment>> {
        self.one(&format!("select {COLUMNS} from comments where fingerprint = ?1 order by number desc limit 1"), &fingerprint)
    }

    fn find(&mut self, search: &Search) -> Result<Vec<Comment>> {
        let (statement, values) = find(search, |place| format!("?{place}"));
        self.many(&statement, &values)
    }

    fn changed(&mut self, after: i64, most: usize) -> Result<Vec<Comment>> {
        let statement = format!("select {COLUMNS} from comments where change > ?1 order by change limit ?2");
        self.many(&statement, &[Value::Number(after), Value::Number(most as i64)])
    }

    fn usage(&mut self, month: &str) -> Result<Vec<SiteUsage>> {
        let statement =
            "select key, site, calls, spam, ham, missed_spam, false_positives from usage where month = ?1 order by key, site";
        let mut statement = self.connection.prepare_cached(statement).map_err(failed)?;
        let rows = statement.query_map([month], |row| {
            let tally = Tally {
                calls: row.get(2)?,
                spam: row.get(3)?,
                ham: row.get(4)?,
                missed_spam: row.get(5)?,
                false_positives: row.get(6)?,
            };
            Ok(SiteUsage { key: row.get(0)?, site: row.get(1)?, tally })
        });
        rows.and_then(Iterator::collect).map_err(failed)
    }

    fn model(&mut self) -> Result<Option<Vec<u8>>> {
        self.connection.query_row("select bytes from model", [], |row| row.get(0)).optional().map_err(failed)
    }

    fn forget(&mut self, before: i64, most: u64) -> Result<u64> {
        let statement = "delete from comments where seen < ?1 or number <= (select max(number) from comments) - ?2";
        let forgotten = self.connection.execute(statement, params![before, i64::try_from(most).unwrap_or(i64::MAX)]);
        forgotten.map(|count| count as u64).map_err(failed)
    }
}

impl Sqlite {
    fn one(&mut self, statement: &str, value: &dyn ToSql) -> Result<Option<Comment>> {
        let mut statement = self.connection.prepare_cached(statement).map_err(failed)?;
        statement.query_row([value], comment).optional().map_err(failed)
    }

    fn many(&mut self, statement: &str, values: &[Value]) -> Result<Vec<Comment>> {
        let mut statement = self.connection.prepare_cached(statement).map_err(failed)?;
        let rows = statement.query_map(rusqlite::params_from_iter(values), comment);
        rows.and_then(Iterator::collect).map_err(failed)
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Value::Text(text) => text.to_sql(),
            Value::Number(number) => number.to_sql(),
        }
    }
}

fn apply(transaction: &Transaction<'_>, change: &Change) -> rusqlite::Result<()> {
    const NEXT: &str = "(select coalesce(max(change), 0) + 1 from comments)";
    match change {
        Change::Remember(comment) => {
            let statement = format!(
                "insert into comments (guid, change, fingerprint, seen, key, site, thread, kind, author, author_url, email, address, text, word, \
                 probability, rules, why, ring, corrected) \
                 values (?1, {NEXT}, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) \
                 on conflict (guid) do nothing"
            );
            transaction.prepare_cached(&statement)?.execute(params![
                comment.guid,
                comment.fingerprint,
                comment.seen,
                comment.key,
                comment.site,
                comment.thread,
                comment.kind.name(),
                comment.author,
                comment.author_url,
                comment.email,
                comment.address,
                comment.text,
                comment.word.name(),
                comment.probability,
                comment.rules.join(" "),
                comment.why,
                comment.ring,
                comment.corrected.map(|word| word.name()),
            ])?;
        }
        Change::Judge { guid, word, probability, rules, why, ring } => {
            let statement = format!(
                "update comments set change = {NEXT}, word = ?2, probability = ?3, rules = ?4, why = ?5, ring = ?6 where guid = ?1"
            );
            let rules = rules.join(" ");
            transaction.prepare_cached(&statement)?.execute(params![guid, word.name(), probability, rules, why, ring])?;
        }
        Change::Correct { guid, word, at } => {
            let statement = format!("update comments set change = {NEXT}, corrected = ?2, corrected_at = ?3 where guid = ?1");
            transaction.prepare_cached(&statement)?.execute(params![guid, word.name(), at])?;
        }
        Change::Count { key, site, month, tally } => {
            let statement = "insert into usage (key, site, month, calls, spam, ham, missed_spam, false_positives) \
                             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict (key, site, month) do update set \
                             calls = calls + ?4, spam = spam + ?5, ham = ham + ?6, missed_spam = missed_spam + ?7, \
                             false_positives = false_positives + ?8";
            let Tally { calls, spam, ham, missed_spam, false_positives } = tally;
            let counts = params![key, site, month, calls, spam, ham, missed_spam, false_positives];
            transaction.prepare_cached(statement)?.execute(counts)?;
        }
        Change::Model(bytes) => {
            let statement = "insert into model (only, bytes) values (1, ?1) on conflict (only) do update set bytes = ?1";
            transaction.prepare_cached(statement)?.execute([bytes])?;
        }
    }
    Ok(())
}

fn comment(row: &Row<'_>) -> rusqlite::Result<Comment> {
    let text = |column: usize| row.get::<_, String>(column);
    Ok(Comment {
        guid: text(0)?,
        number: row.get(1)?,
        change: row.get(2)?,
        fingerprint: row.get(3)?,
        seen: row.get(4)?,
        key: text(5)?,
        site: text(6)?,
        thread: text(7)?,
        kind: Kind::from_name(&text(8)?).unwrap_or(Kind::Comment),
        author: text(9)?,
        author_url: text(10)?,
        email: text(11)?,
        address: text(12)?,
        text: text(13)?,
        word: word(&text(14)?),
        probability: row.get(15)?,
        rules: text(16)?.split_whitespace().map(str::to_owned).collect(),
        why: text(17)?,
        ring: row.get(18)?,
        corrected: row.get::<_, Option<String>>(19)?.as_deref().map(word),
    })
}

fn failed(cause: rusqlite::Error) -> Error {
    Error::store("the database", cause)
}
