//! Stories of a pass holder's phone against `/api/v1`, each on SQLite and on PostgreSQL.

mod credential;
mod device;
mod family;
mod level;
mod offer;
mod oidc;
mod own_data;
mod queue;
mod sign_in;
mod silence;
mod snapshot;

/// Bram of the test data set: no social tariff, 5000 points.
const BRAM: (&str, &str) = ("0900000095902", "1983-03-02");
/// Godelieve: social tariff, 5000 points.
const GODELIEVE: (&str, &str) = ("0900000067513", "1936-05-13");
/// Sofie, mother of Lina, with two member cards.
const SOFIE: &str = "0900004518305";
/// Lina, a child.
const LINA: &str = "0900004519907";
/// Karel, an adult of nobody's family.
const KAREL: (&str, &str) = ("1000000520006", "1980-01-01");
