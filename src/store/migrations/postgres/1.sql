create sequence comment_changes;
create table comments (
    number       bigint generated always as identity primary key,
    guid         text   not null unique,
    change       bigint not null default nextval('comment_changes'),
    fingerprint  bigint not null,
    seen         bigint not null,
    key          text   not null,
    site         text   not null,
    thread       text   not null,
    kind         text   not null,
    author       text   not null,
    author_url   text   not null,
    email        text   not null,
    address      text   not null,
    text         text   not null,
    word         text   not null,
    probability  double precision not null,
    rules        text   not null,
    why          text   not null,
    ring         text,
    corrected    text,
    corrected_at bigint
);
create index comments_by_fingerprint on comments (fingerprint);
create index comments_by_change on comments (change);
create index comments_by_standing on comments (coalesce(corrected, word), number);
create index comments_by_seen on comments (seen);
create table usage (
    key             text   not null,
    site            text   not null,
    month           text   not null,
    calls           bigint not null,
    spam            bigint not null,
    ham             bigint not null,
    missed_spam     bigint not null,
    false_positives bigint not null,
    primary key (key, site, month)
);
create table model (only_one integer primary key check (only_one = 1), bytes bytea not null);
