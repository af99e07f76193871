//! Stories against `/uitpas`, each on SQLite and on PostgreSQL, with the public test data set.

mod association;
mod checkin;
mod family;
mod lost;
mod pass;
mod race;
mod redeem;
mod ticket_sale;
mod token;
