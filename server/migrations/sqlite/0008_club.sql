-- What a club keeps beside the registry. Moments are milliseconds since 1970, days are YYYY-MM-DD.

-- Lists of people for whom points are asked: kept for a while, then gone.

create table point_list (
    id text primary key not null,
    organizer_id text not null,
    event_id text not null,
    -- What the club calls it.
    title text not null,
    -- SHA-256 of what was read: the same file twice is the same list.
    content_hash text not null,
    made_at integer not null,
    -- When it is forgotten by itself.
    expires_at integer not null
) strict;
create index point_list_organizer on point_list (organizer_id, made_at);
create index point_list_expiry on point_list (expires_at);

create table point_list_line (
    list_id text not null references point_list (id),
    line integer not null,
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
    ready integer not null,
    checkin_id text,
    primary key (list_id, line)
) strict;
create index point_list_line_ready on point_list_line (list_id, ready, line);

-- What devices said about memberships, and what they were told; said again, told again. `who` is `P:`
-- and a pass holder's id, `G:` and the id of a member without a pass, or empty for what was refused.
create table club_fact (
    association_id text not null references association (id),
    id text not null,
    who text not null,
    doc text not null,
    verdict text not null,
    device_id text not null,
    received_at integer not null,
    primary key (association_id, id)
) strict;
create index club_fact_who on club_fact (association_id, who);

-- Members without a pass.
create table club_guest (
    association_id text not null references association (id),
    id text not null,
    first_name text not null,
    name text not null,
    date_of_birth text not null,
    end_date text,
    -- Since when they are no member; none while they are.
    stopped_on text,
    primary key (association_id, id)
) strict;

-- The club's own data about its members, apart from the UiTPAS, and when it is erased by itself.
create table club_own (
    association_id text not null references association (id),
    who text not null,
    doc text not null,
    erased_on text not null,
    primary key (association_id, who)
) strict;
create index club_own_erased on club_own (erased_on);
