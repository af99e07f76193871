-- What devices asked for: id, effect and verdict are stored in one transaction. And whom the
-- identifiers of rotating codes stand for. Moments are milliseconds since 1970.

create table command (
    device_id text not null,
    id text not null,
    seq integer not null,
    -- The links before and after, as hexadecimal digits.
    prev text not null,
    link text not null,
    what text not null,
    -- What the device's clock said, what it thought ours said, and when it came in.
    wall_at integer not null,
    server_at integer,
    received_at integer not null,
    -- DONE, REFUSED, NEEDS_PERSON, HELD, or ASKED: the registry is elsewhere and has not answered.
    state text not null,
    -- IN_ORDER, GAP, LATE, BROKEN or FORKED.
    place text not null,
    -- The check-in or the redemption that it made.
    subject_id text,
    -- The command that it takes back.
    undoes text,
    -- As it was sent, and is sent at every repetition.
    verdict text not null,
    -- The command itself, while somebody may still have to look at it.
    payload text,
    primary key (device_id, id)
) strict;
create index command_seq on command (device_id, seq);
create index command_undoes on command (device_id, undoes);
create index command_subject on command (subject_id);
create index command_open on command (state, received_at);

create table credential (
    identifier text primary key not null,
    passholder_id text not null,
    -- YYYY-MM-DD in Brussels.
    day text not null
) strict;
create index credential_passholder on credential (passholder_id, day);
