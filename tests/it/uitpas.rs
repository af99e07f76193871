//! Stories against `/uitpas`, each on SQLite and on PostgreSQL, with the public test data set.

mod association;
mod checkin;
mod family;
mod lost;
mod openapi;
mod pass;
mod race;
mod redeem;
mod refusals;
mod roles;
mod ticket_sale;
mod token;
mod uitid;
mod world;
