-- The embedded registry, in the nouns of UiTPAS API 4.0. Moments are milliseconds since 1970, money
-- is cents, days are YYYY-MM-DD, `doc` holds as JSON what is only shown.

create table card_system (
    id integer primary key,
    name text not null,
    permanent integer not null,
    grace_days integer not null,
    doc text not null
) strict;

create table card_system_city (
    card_system_id integer not null references card_system (id),
    postal_code text not null,
    name text not null,
    allows_cardless integer not null,
    contact_email text not null,
    primary key (card_system_id, postal_code)
) strict;

create table distribution_key (
    id integer primary key,
    card_system_id integer not null references card_system (id),
    doc text not null
) strict;

create table organizer (
    id text primary key not null,
    name text not null,
    location_id text,
    street text,
    postal_code text not null,
    city text not null,
    group_id integer
) strict;
create index organizer_name on organizer (name, id);

create table organizer_card_system (
    organizer_id text not null references organizer (id),
    card_system_id integer not null references card_system (id),
    primary key (organizer_id, card_system_id)
) strict;

create table organizer_admin (
    organizer_id text not null references organizer (id),
    user_id text not null,
    email text not null,
    type text not null,
    primary key (organizer_id, user_id),
    unique (organizer_id, email)
) strict;

-- Programs that may ask, what they may, and where they may send people back to.
create table client (
    id text primary key not null,
    name text not null,
    secret_hash text,
    redirect_uris text not null
) strict;

create table client_permission (
    client_id text not null references client (id),
    organizer_id text not null references organizer (id),
    permission text not null,
    primary key (client_id, organizer_id, permission)
) strict;

-- Secrets that were given out and are used once or until they end: kept as hashes.
create table grant_token (
    hash text primary key not null,
    kind text not null,
    client_id text not null,
    user_id text,
    doc text not null,
    expires_at integer not null
) strict;
create index grant_token_expiry on grant_token (expires_at);

create table event (
    id text primary key not null,
    organizer_id text not null references organizer (id),
    location_id text,
    title text not null,
    begins_at integer not null,
    ends_at integer not null,
    checkin_points integer not null,
    checkin_limit_volume integer,
    checkin_limit_period text,
    ticket_limit_volume integer,
    ticket_limit_period text,
    doc text not null
) strict;
create index event_organizer on event (organizer_id, ends_at);

create table event_card_system (
    event_id text not null references event (id),
    card_system_id integer not null references card_system (id),
    enabled integer not null,
    primary key (event_id, card_system_id)
) strict;

create table event_distribution_key (
    event_id text not null references event (id),
    distribution_key_id integer not null references distribution_key (id),
    primary key (event_id, distribution_key_id)
) strict;

create table checkin_code (
    code text primary key not null,
    event_id text not null references event (id),
    begins_at integer not null,
    ends_at integer not null
) strict;
create index checkin_code_event on checkin_code (event_id, begins_at);

create table passholder (
    id text primary key not null,
    name text not null,
    first_name text not null,
    name_key text not null,
    date_of_birth text not null,
    insz_number text unique,
    email text,
    uitid text unique,
    postal_code text not null,
    city text not null,
    created_at integer not null,
    deleted_at integer,
    note text,
    picture blob,
    doc text not null
) strict;
create index passholder_name on passholder (name_key, id);
create index passholder_email on passholder (email);

create table membership (
    passholder_id text not null references passholder (id),
    card_system_id integer not null references card_system (id),
    status text not null,
    since integer not null,
    social_tariff_end integer,
    social_tariff_suspended_until integer,
    primary key (passholder_id, card_system_id)
) strict;
create index membership_card_system on membership (card_system_id, passholder_id);

create table group_pass (
    id text primary key not null,
    name text not null,
    email text,
    telephone text,
    card_system_id integer not null references card_system (id),
    created_at integer not null,
    social_tariff_end integer,
    tickets_per_year integer,
    doc text not null
) strict;

create table card (
    uitpas_number text primary key not null,
    chip_number text unique,
    card_system_id integer not null references card_system (id),
    card_type text not null,
    status text not null,
    social_tariff integer not null,
    passholder_id text references passholder (id),
    group_pass_id text references group_pass (id),
    assigned_at integer
) strict;
create index card_passholder on card (passholder_id);
create index card_group_pass on card (group_pass_id);

create table family_member (
    passholder_id text not null references passholder (id),
    member_id text not null references passholder (id),
    icon text,
    created_at integer not null,
    primary key (passholder_id, member_id)
) strict;
create index family_member_member on family_member (member_id);

-- What was saved and spent. Rows are only ever added: the balance is their sum.
create table point_entry (
    id integer primary key,
    passholder_id text not null references passholder (id),
    points integer not null,
    at integer not null,
    kind text not null,
    subject_id text not null,
    title text,
    location text
) strict;
create index point_entry_passholder on point_entry (passholder_id, at, id);

create table checkin (
    id text primary key not null,
    event_id text not null references event (id),
    passholder_id text not null references passholder (id),
    uitpas_number text not null,
    points integer not null,
    at integer not null,
    received_at integer not null,
    cancelled_at integer
) strict;
create index checkin_passholder on checkin (passholder_id, event_id, at);

create table reward (
    id text primary key not null,
    owning_card_system_id integer references card_system (id),
    created_at integer not null,
    changed_at integer not null,
    redeem_info text,
    doc text not null,
    texts text not null
) strict;

create table reward_code (
    reward_id text not null references reward (id),
    code text not null,
    redeemed_reward_id text,
    primary key (reward_id, code)
) strict;

create table redeemed_reward (
    id text primary key not null,
    reward_id text not null references reward (id),
    passholder_id text not null references passholder (id),
    uitpas_number text not null,
    points integer not null,
    at integer not null,
    received_at integer not null,
    code text,
    cancelled_at integer
) strict;
create index redeemed_reward_passholder on redeemed_reward (passholder_id, at);
create index redeemed_reward_reward on redeemed_reward (reward_id);

create table coupon (
    id text primary key not null,
    name text not null,
    description text,
    card_system_id integer not null references card_system (id),
    doc text not null
) strict;

create table granted_coupon (
    id integer primary key,
    coupon_id text not null references coupon (id),
    passholder_id text references passholder (id),
    group_pass_id text references group_pass (id),
    begins_at integer not null,
    ends_at integer,
    volume integer,
    period text
) strict;
create index granted_coupon_passholder on granted_coupon (passholder_id);
create index granted_coupon_group_pass on granted_coupon (group_pass_id);

create table ticket_sale (
    id text primary key not null,
    event_id text not null references event (id),
    passholder_id text references passholder (id),
    group_pass_id text references group_pass (id),
    uitpas_number text not null,
    tariff_id text not null,
    tariff_type text not null,
    tariff_name text not null,
    granted_coupon_id integer references granted_coupon (id),
    regular_price integer not null,
    regular_price_label text,
    card_system_id integer not null references card_system (id),
    pays_passholder integer not null,
    pays_organizer integer not null,
    pays_city integer not null,
    pays_flanders integer not null,
    at integer not null,
    cancelled_at integer
) strict;
create index ticket_sale_passholder on ticket_sale (passholder_id, event_id);
create index ticket_sale_group_pass on ticket_sale (group_pass_id, event_id);
create index ticket_sale_event on ticket_sale (event_id, at);

create table association (
    id text primary key not null,
    name text not null,
    rules text not null
) strict;

create table association_card_system (
    association_id text not null references association (id),
    card_system_id integer not null references card_system (id),
    primary key (association_id, card_system_id)
) strict;

create table association_organizer (
    association_id text not null references association (id),
    organizer_id text not null references organizer (id),
    permission text not null,
    primary key (association_id, organizer_id)
) strict;

create table association_membership (
    association_id text not null references association (id),
    passholder_id text not null references passholder (id),
    end_date text not null,
    registered_on text not null,
    stopped_at integer,
    primary key (association_id, passholder_id)
) strict;
create index association_membership_passholder on association_membership (passholder_id);

create table kiosk (
    id text primary key not null,
    name text not null unique,
    device_id text unique,
    card_system_id integer not null references card_system (id),
    fixed_event_id text references event (id),
    release_track text not null
) strict;

create table kiosk_organizer (
    kiosk_id text not null references kiosk (id),
    organizer_id text not null references organizer (id),
    primary key (kiosk_id, organizer_id)
) strict;

create table financial_report (
    id integer primary key,
    organizer_id text not null references organizer (id),
    start_date text not null,
    end_date text not null,
    status text not null,
    message text,
    created_at integer not null,
    file blob
) strict;
create index financial_report_organizer on financial_report (organizer_id, id);
