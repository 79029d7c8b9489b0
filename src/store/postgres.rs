//! Comments in PostgreSQL, for several servers that share them.

use postgres::types::ToSql;
use postgres::{Client, NoTls, Row, Transaction};

use super::statements::{COLUMNS, Value, find, word};
use super::{Change, Comment, Search, SiteUsage, Store, Tally};
use crate::event::Kind;
use crate::score::ItemWord;
use crate::{Error, Result};

/// Each brings the database from the version before to its own; the number of a version is its place, counted from 1.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/postgres/1.sql")];
/// Servers that start at the same time bring the database up to date one after the other: any number that nobody else uses.
const MIGRATING: i64 = 0x6669_6e65;

/// A store in a database that other servers use too. Connections are not encrypted: keep it on a network of your own.
pub struct Postgres {
    address: String,
    client: Client,
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Postgres").finish_non_exhaustive()
    }
}

impl Postgres {
    /// Connects, as in `postgres://user:password@host/database`, and brings the database up to date.
    ///
    /// # Errors
    /// It cannot be reached, or was written by a later version.
    pub fn connect(address: &str) -> Result<Postgres> {
        let mut client = Client::connect(address, NoTls).map_err(failed)?;
        migrate(&mut client)?;
        Ok(Postgres { address: address.to_owned(), client })
    }

    /// The connection; a new one where it was lost.
    fn client(&mut self) -> Result<&mut Client> {
        if self.client.is_closed() {
            self.client = Client::connect(&self.address, NoTls).map_err(failed)?;
        }
        Ok(&mut self.client)
    }

    fn one(&mut self, statement: &str, value: &(dyn ToSql + Sync)) -> Result<Option<Comment>> {
        let row = self.client()?.query_opt(statement, &[value]).map_err(failed)?;
        Ok(row.as_ref().map(comment))
    }
}

fn migrate(client: &mut Client) -> Result<()> {
    let mut transaction = client.transaction().map_err(failed)?;
    transaction.execute("select pg_advisory_xact_lock($1)", &[&MIGRATING]).map_err(failed)?;
    transaction.batch_execute("create table if not exists fineness_version (version bigint not null)").map_err(failed)?;
    let version = transaction.query_opt("select version from fineness_version", &[]).map_err(failed)?;
    let version = version.map_or(0, |row| row.get::<_, i64>(0)) as usize;
    if version > MIGRATIONS.len() {
        return Err(Error::store("the database", format!("it is of version {version}; this program knows {}", MIGRATIONS.len())));
    }
    for migration in MIGRATIONS.iter().skip(version) {
        transaction.batch_execute(migration).map_err(failed)?;
    }
    transaction.execute("delete from fineness_version", &[]).map_err(failed)?;
    transaction.execute("insert into fineness_version values ($1)", &[&(MIGRATIONS.len() as i64)]).map_err(failed)?;
    transaction.commit().map_err(failed)
}

impl Store for Postgres {
    fn write(&mut self, changes: &[Change]) -> Result<()> {
        let mut transaction = self.client()?.transaction().map_err(failed)?;
        changes.iter().try_for_each(|change| apply(&mut transaction, change)).map_err(failed)?;
        transaction.commit().map_err(failed)
    }

    fn comment(&mut self, guid: &str) -> Result<Option<Comment>> {
        self.one(&format!("select {COLUMNS} from comments where guid = $1"), &guid)
    }

    fn same(&mut self, fingerprint: i64) -> Result<Option<Comment>> {
        self.one(&format!("select {COLUMNS} from comments where fingerprint = $1 order by number desc limit 1"), &fingerprint)
    }

    fn find(&mut self, search: &Search) -> Result<Vec<Comment>> {
        let (statement, values) = find(search, |place| format!("${place}"));
        let values: Vec<&(dyn ToSql + Sync)> = values
            .iter()
            .map(|value| match value {
                Value::Text(text) => text as &(dyn ToSql + Sync),
                Value::Number(number) => number,
            })
            .collect();
        let rows = self.client()?.query(&statement, &values).map_err(failed)?;
        Ok(rows.iter().map(comment).collect())
    }

    fn changed(&mut self, after: i64, most: usize) -> Result<Vec<Comment>> {
        let statement = format!("select {COLUMNS} from comments where change > $1 order by change limit $2");
        let rows = self.client()?.query(&statement, &[&after, &(most as i64)]).map_err(failed)?;
        Ok(rows.iter().map(comment).collect())
    }

    fn usage(&mut self, month: &str) -> Result<Vec<SiteUsage>> {
        let statement =
            "select key, site, calls, spam, ham, missed_spam, false_positives from usage where month = $1 order by key, site";
        let rows = self.client()?.query(statement, &[&month]).map_err(failed)?;
        let usage = rows.iter().map(|row| SiteUsage {
            key: row.get(0),
            site: row.get(1),
            tally: Tally {
                calls: row.get(2),
                spam: row.get(3),
                ham: row.get(4),
                missed_spam: row.get(5),
                false_positives: row.get(6),
            },
        });
        Ok(usage.collect())
    }

    fn model(&mut self) -> Result<Option<Vec<u8>>> {
        let row = self.client()?.query_opt("select bytes from model", &[]).map_err(failed)?;
        Ok(row.map(|row| row.get(0)))
    }

    fn forget(&mut self, before: i64, most: u64) -> Result<u64> {
        let statement = "delete from comments where seen < $1 or number <= (select max(number) from comments) - $2";
        self.client()?.execute(statement, &[&before, &i64::try_from(most).unwrap_or(i64::MAX)]).map_err(failed)
    }
}

fn apply(transaction: &mut Transaction<'_>, change: &Change) -> std::result::Result<(), postgres::Error> {
    match change {
        Change::Remember(comment) => {
            let statement = "insert into comments (guid, fingerprint, seen, key, site, thread, kind, author, author_url, email, address, text, \
                             word, probability, rules, why, ring, corrected) \
                             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) \
                             on conflict (guid) do nothing";
            // A text column holds no NUL.
            let clean = |text: &str| text.replace('\0', "");
            transaction.execute(
                statement,
                &[
                    &comment.guid,
                    &comment.fingerprint,
                    &comment.seen,
                    &comment.key,
                    &clean(&comment.site),
                    &clean(&comment.thread),
                    &comment.kind.name(),
                    &clean(&comment.author),
                    &clean(&comment.author_url),
                    &comment.email,
                    &comment.address,
                    &clean(&comment.text),
                    &comment.word.name(),
                    &comment.probability,
                    &comment.rules.join(" "),
                    &clean(&comment.why),
                    &comment.ring,
                    &comment.corrected.map(ItemWord::name),
                ],
            )?;
        }
        Change::Judge { guid, word, probability, rules, why, ring } => {
            let statement = "update comments set change = nextval('comment_changes'), word = $2, probability = $3, rules = $4, why = $5, \
                             ring = $6 where guid = $1";
            transaction.execute(statement, &[guid, &word.name(), probability, &rules.join(" "), &why.replace('\0', ""), ring])?;
        }
        Change::Correct { guid, word, at } => {
            let statement =
                "update comments set change = nextval('comment_changes'), corrected = $2, corrected_at = $3 where guid = $1";
            transaction.execute(statement, &[guid, &word.name(), at])?;
        }
        Change::Count { key, site, month, tally } => {
            let statement = "insert into usage as u (key, site, month, calls, spam, ham, missed_spam, false_positives) \
                             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (key, site, month) do update set \
                             calls = u.calls + $4, spam = u.spam + $5, ham = u.ham + $6, missed_spam = u.missed_spam + $7, \
                             false_positives = u.false_positives + $8";
            let Tally { calls, spam, ham, missed_spam, false_positives } = tally;
            transaction
                .execute(statement, &[key, &site.replace('\0', ""), month, calls, spam, ham, missed_spam, false_positives])?;
        }
        Change::Model(bytes) => {
            let statement = "insert into model (only_one, bytes) values (1, $1) on conflict (only_one) do update set bytes = $1";
            transaction.execute(statement, &[bytes])?;
        }
    }
    Ok(())
}

fn comment(row: &Row) -> Comment {
    Comment {
        guid: row.get(0),
        number: row.get(1),
        change: row.get(2),
        fingerprint: row.get(3),
        seen: row.get(4),
        key: row.get(5),
        site: row.get(6),
        thread: row.get(7),
        kind: Kind::from_name(row.get(8)).unwrap_or(Kind::Comment),
        author: row.get(9),
        author_url: row.get(10),
        email: row.get(11),
        address: row.get(12),
        text: row.get(13),
        word: word(row.get(14)),
        probability: row.get(15),
        rules: row.get::<_, &str>(16).split_whitespace().map(str::to_owned).collect(),
        why: row.get(17),
        ring: row.get(18),
        corrected: row.get::<_, Option<&str>>(19).map(word),
    }
}

fn failed(cause: postgres::Error) -> Error {
    use std::error::Error as _;
    let behind = cause.source().map_or_else(String::new, |source| format!(": {source}"));
    Error::store("the database", format!("{cause}{behind}"))
}
