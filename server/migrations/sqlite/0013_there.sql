-- What doors of this server did in a registry elsewhere: so much of it as the head count, the log and
-- the other phones of the evening need, and no more. It goes when the shift leaves its list.

create table checkin_there (
    id text primary key not null,
    event_id text not null,
    -- Whose it is, where the registry says so to us.
    passholder_id text,
    uitpas_number text not null,
    -- The chip, where that was held against the phone.
    chip_number text,
    at integer not null,
    received_at integer not null,
    cancelled_at integer
) strict;
create index checkin_there_event on checkin_there (event_id, received_at);

create table ticket_sale_there (
    id text primary key not null,
    event_id text not null,
    uitpas_number text not null,
    at integer not null
) strict;
create index ticket_sale_there_event on ticket_sale_there (event_id, uitpas_number, at);

-- Since when it may have been done there, and until when somebody is asking.
alter table command add column asked_at integer;
alter table command add column asking_until integer;
