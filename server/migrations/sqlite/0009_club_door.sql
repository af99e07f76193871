-- What a door is for and how many its hall takes; who was counted there by age, on the way in and out;
-- and when another device was found to have said the opposite of what one said about a membership.

alter table shift add column manner text not null default 'POINTS';
alter table shift add column capacity integer;
alter table door_scan add column band text;
alter table club_fact add column beside_at integer;
create index club_fact_received on club_fact (association_id, received_at);
create index club_fact_beside on club_fact (device_id, beside_at);
