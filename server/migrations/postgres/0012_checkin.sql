-- Whom and what a check-in and a line of points name is looked up in the same transaction, under a
-- lock on the pass holder, and no pass holder and no activity is ever deleted. PostgreSQL would look
-- once more and lock those rows by writing to them: of all who check in at one moment the same one.

alter table checkin drop constraint checkin_event_id_fkey;
alter table checkin drop constraint checkin_passholder_id_fkey;
alter table point_entry drop constraint point_entry_passholder_id_fkey;
