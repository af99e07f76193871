//! Weather for whole stories: faults by chance, of the kinds that a client can come through with
//! the answer that the story wants.

use super::faults::{Fault, Passing, Weather};
use std::{collections::BTreeMap, sync::Mutex};

/// How many faults the same request meets in a row before it is let through.
const IN_A_ROW: u32 = 2;

/// Faults by chance; the same seed and the same requests meet the same faults.
pub(crate) struct Storm {
    state: Mutex<(u64, BTreeMap<String, u32>)>,
}

impl Storm {
    /// With a seed; prints it.
    pub(crate) fn new(seed: u64) -> Self {
        println!("the storm's seed is {seed}");
        Self {
            state: Mutex::new((seed, BTreeMap::new())),
        }
    }
}

/// Which effects can be looked up or said twice, so that their answers may be lost.
fn recovers(request: &Passing) -> bool {
    let path = request.path.split('?').next().unwrap_or("");
    let looked_up = ["/checkins", "/rewards/redeemed", "/ticket-sales"];
    match request.method.as_str() {
        "POST" => looked_up.iter().any(|end| path == format!("/uitpas{end}")),
        _ => true,
    }
}

impl Weather for Storm {
    fn before(&self, request: &Passing) -> Option<Fault> {
        // A link that works for a quarter of an hour is followed by whoever has it, not by us.
        // And each try of a birth date counts.
        let spared = ["/uitpas/downloads/", "/realms/"];
        if spared.iter().any(|start| request.path.starts_with(start))
            || request.path.ends_with("/registration-token")
        {
            return None;
        }
        let mut state = self.state.lock().unwrap();
        let (random, met) = &mut *state;
        let body = String::from_utf8_lossy(&request.body);
        let key = format!("{} {} {body}", request.method, request.path);
        let met = met.entry(key).or_default();
        if *met >= IN_A_ROW {
            *met = 0;
            return None;
        }
        let effect = request.method != "GET";
        let checkin = request.method == "POST" && request.path == "/uitpas/checkins";
        let mut kinds = vec![
            Fault::Late(30),
            Fault::Late(150),
            Fault::Echoed,
            Fault::Limited(0),
        ];
        if recovers(request) {
            kinds.extend([Fault::Dropped, Fault::Broken, Fault::Gateway]);
        }
        // What never reached the server is told from what did only by a list, or does not matter.
        if !effect || checkin || request.method == "PUT" {
            kinds.extend([Fault::Unheard, Fault::Away, Fault::Portal]);
        }
        // The registry itself holds a check-in to its limit; a second sale would be a sale.
        if !effect || checkin {
            kinds.push(Fault::Twice);
        }
        *random = random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut dice = *random;
        dice = (dice ^ (dice >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        dice = (dice ^ (dice >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        dice ^= dice >> 31;
        if dice % 100 >= 40 {
            *met = 0;
            return None;
        }
        *met += 1;
        let at = usize::try_from(dice / 100 % 1000).unwrap_or(0) % kinds.len();
        kinds.get(at).copied()
    }

    /// The refusal of something that was asked for is not lost: nobody can tell it from the refusal
    /// of a second try.
    fn after(&self, request: &Passing, status: u16) -> bool {
        request.method == "GET" || status < 300
    }
}
