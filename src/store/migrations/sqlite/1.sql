create table comments (
    number       integer primary key autoincrement,
    guid         text    not null unique,
    change       integer not null,
    fingerprint  integer not null,
    seen         integer not null,
    key          text    not null,
    site         text    not null,
    thread       text    not null,
    kind         text    not null,
    author       text    not null,
    author_url   text    not null,
    email        text    not null,
    address      text    not null,
    text         text    not null,
    word         text    not null,
    probability  real    not null,
    rules        text    not null,
    why          text    not null,
    ring         text,
    corrected    text,
    corrected_at integer
) strict;
create index comments_by_fingerprint on comments (fingerprint);
create index comments_by_change on comments (change);
create index comments_by_standing on comments (coalesce(corrected, word), number);
create index comments_by_seen on comments (seen);
create table usage (
    key             text    not null,
    site            text    not null,
    month           text    not null,
    calls           integer not null,
    spam            integer not null,
    ham             integer not null,
    missed_spam     integer not null,
    false_positives integer not null,
    primary key (key, site, month)
) strict, without rowid;
create table model (only integer primary key check (only = 1), bytes blob not null) strict;
