//! What travels between a phone and `/api/v1`: JSON in camelCase. A member that a phone does not
//! know is ignored, one that is missing has a default: phones may be weeks older than the server.

pub mod admin;
pub mod club;
pub mod counter;
pub mod device;
pub mod family;
pub mod list;
pub mod offer;
pub mod phone;
pub mod refusal;
pub mod shift;
pub mod sign_in;
