-- Phones and browsers that Pasmaat knows, how they were let in, and what people agreed to. Pass
-- holders are named by id only: the registry that knows them may be elsewhere.

create table device (
    id text primary key not null,
    kind text not null,
    -- SHA-256 of the session token; none once signed out.
    token_hash text unique,
    public_key text,
    name text not null,
    language text,
    passholder_id text,
    level text,
    shift_id text,
    organizer_id text,
    role text,
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint,
    -- The last command that was acknowledged, and its link in the chain (hexadecimal).
    chain_seq bigint not null default 0,
    chain_link text
);
create index device_passholder on device (passholder_id);
create index device_shift on device (shift_id);
create index device_organizer on device (organizer_id);

create table pairing_code (
    hash text primary key not null,
    passholder_id text not null,
    -- Who handed it out: a device id, `operator` or `demo`.
    made_by text not null,
    created_at bigint not null,
    expires_at bigint not null,
    -- How often it may still be used.
    uses_left bigint not null
);
create index pairing_code_passholder on pairing_code (passholder_id);

create table passholder_pin (
    passholder_id text primary key not null,
    hash text not null,
    set_at bigint not null
);

-- Whether an adult on somebody's family list lets that person see points and history.
create table family_consent (
    passholder_id text not null,
    member_id text not null,
    answer text not null,
    answered_at bigint not null,
    primary key (passholder_id, member_id)
);
create index family_consent_member on family_consent (member_id);
