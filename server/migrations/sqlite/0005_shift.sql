-- Doors: shifts, who joined them, and what is not a check-in. Admins, their passkeys and how they
-- were invited. What was done in whose name. Moments are milliseconds since 1970.

create table shift (
    id text primary key not null,
    organizer_id text not null,
    name text not null,
    begins_at integer not null,
    ends_at integer not null,
    closed_at integer,
    -- What helpers may who are let in without a word about it.
    role text not null,
    -- Makes marks of passes; 32 bytes as base64url.
    key text not null,
    -- Counts up with every change that asks phones for the whole snapshot.
    version integer not null,
    created_by text not null,
    created_at integer not null
) strict;
create index shift_organizer on shift (organizer_id, ends_at);

create table shift_event (
    shift_id text not null references shift (id),
    place integer not null,
    event_id text not null,
    primary key (shift_id, place)
) strict;
create index shift_event_event on shift_event (event_id);

-- A code lets one phone in once. Tries are counted for each address elsewhere, and here for each code.
create table join_code (
    hash text primary key not null,
    shift_id text not null references shift (id),
    role text not null,
    made_by text not null,
    created_at integer not null,
    expires_at integer not null,
    used_by text
) strict;
create index join_code_shift on join_code (shift_id);

-- What a phone says that it still has to send.
create table shift_waiting (
    device_id text primary key not null,
    shift_id text not null references shift (id),
    waiting integer not null,
    at integer not null
) strict;
create index shift_waiting_shift on shift_waiting (shift_id);

-- What happened at a door, whatever became of it: one row a command that belongs to a shift.
create table door_scan (
    device_id text not null,
    command_id text not null,
    shift_id text not null,
    event_id text,
    -- IN, UNDONE, REFUSED, HELD or GUEST.
    state text not null,
    checkin_id text,
    -- Digits 8 to 10 of the pass.
    pass text not null,
    -- What stands for who it was on the phones of this shift, separated by spaces.
    marks text not null,
    -- How many, for guests.
    number integer not null,
    reason text,
    at integer not null,
    received_at integer not null,
    changed_at integer not null,
    primary key (device_id, command_id)
) strict;
create index door_scan_shift on door_scan (shift_id, changed_at);
create index door_scan_checkin on door_scan (checkin_id);

-- Who is in is asked by activity, as is what changed since.
create index checkin_event on checkin (event_id, received_at);

create table admin (
    id text primary key not null,
    name text not null,
    -- Of one organizer, or of all in a region.
    organizer_id text,
    card_system_id integer,
    created_at integer not null,
    revoked_at integer
) strict;
create index admin_organizer on admin (organizer_id);

create table passkey (
    id text primary key not null,
    admin_id text not null references admin (id),
    name text not null,
    doc text not null,
    created_at integer not null,
    used_at integer
) strict;
create index passkey_admin on passkey (admin_id);

-- A link that lets somebody make a passkey: for a new admin, or for one who lost the old ones.
create table invite (
    hash text primary key not null,
    admin_id text,
    organizer_id text,
    card_system_id integer,
    made_by text not null,
    created_at integer not null,
    expires_at integer not null,
    used_at integer
) strict;

-- Which admin a browser is signed in for.
create table admin_device (
    device_id text primary key not null,
    admin_id text not null references admin (id)
) strict;
create index admin_device_admin on admin_device (admin_id);

-- Lines are only ever added.
create table audit (
    id text primary key not null,
    at integer not null,
    organizer_id text,
    shift_id text,
    who text not null,
    what text not null,
    subject text not null,
    reason text
) strict;
create index audit_shift on audit (shift_id, at);
create index audit_organizer on audit (organizer_id, at);
