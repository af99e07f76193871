-- What a club keeps beside the registry. Lists of people for whom points are asked: kept for a while,
-- then gone. Moments are milliseconds since 1970.

create table point_list (
    id text primary key not null,
    organizer_id text not null,
    event_id text not null,
    -- What the club calls it.
    title text not null,
    -- SHA-256 of what was read: the same file twice is the same list.
    content_hash text not null,
    made_at bigint not null,
    -- When it is forgotten by itself.
    expires_at bigint not null
);
create index point_list_organizer on point_list (organizer_id, made_at);
create index point_list_expiry on point_list (expires_at);

create table point_list_line (
    list_id text not null references point_list (id),
    line bigint not null,
    -- Who, as the club may read it.
    name text not null,
    -- The number with its telling digits hidden.
    pass text not null,
    -- What to send; none once it was sent.
    uitpas_number text,
    passholder_id text,
    -- What became of it, as JSON.
    outcome text not null,
    -- Whether it waits to be sent.
    ready bigint not null,
    checkin_id text,
    primary key (list_id, line)
);
create index point_list_line_ready on point_list_line (list_id, ready, line);
