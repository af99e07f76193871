//! UiTdatabank's Search API in a few lines: the activities of the demo's registry, as it gives them.

use super::{
    api::{EVENT, LIMITED_EVENT, ORGANIZER, OTHER_EVENT},
    faults::{read, say},
};
use serde_json::{Value, json};
use std::{
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::spawn,
};

/// The API; ends with the value.
pub(crate) struct SearchApi {
    pub(crate) port: u16,
    /// What it finds; none where it is away.
    pub(crate) found: Arc<Mutex<Option<Vec<Value>>>>,
    /// The queries that came.
    pub(crate) asked: Arc<Mutex<Vec<String>>>,
    ends: Arc<AtomicBool>,
}

/// An activity of an organizer, open at every hour, with a price.
pub(crate) fn activity(id: &str, organizer: &str, title: &str) -> Value {
    json!({
        "@id": format!("https://io.uitdatabank.be/event/{id}"), "@type": "Event",
        "name": { "nl": title },
        "organizer": { "@id": format!("https://io.uitdatabank.be/organizers/{organizer}") },
        "calendarType": "permanent",
        "priceInfo": [{ "category": "base", "name": { "nl": "Basistarief" }, "price": 10.0, "priceCurrency": "EUR" }],
    })
}

impl SearchApi {
    /// Starts it with the activities of the demo's test set.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let all = vec![
            activity(EVENT, ORGANIZER, "Testactiviteit"),
            activity(LIMITED_EVENT, ORGANIZER, "Met grens"),
            // What is another's is found by no organizer of ours; were it, it would be left out.
            activity(OTHER_EVENT, "another", "Van een ander"),
        ];
        let found = Arc::new(Mutex::new(Some(all)));
        let asked = Arc::new(Mutex::new(vec![]));
        let ends = Arc::new(AtomicBool::new(false));
        let (finds, notes, over) = (found.clone(), asked.clone(), ends.clone());
        spawn(move || {
            for client in listener.incoming().flatten() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let (finds, notes) = (finds.clone(), notes.clone());
                spawn(move || drop(answer(client, &finds, &notes)));
            }
        });
        Self {
            port,
            found,
            asked,
            ends,
        }
    }
}

impl Drop for SearchApi {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // Wakes the listener, so that it sees the end.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

fn answer(
    mut client: TcpStream,
    found: &Mutex<Option<Vec<Value>>>,
    asked: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let Some(request) = read(&mut client)? else {
        return Ok(());
    };
    asked.lock().unwrap().push(request.path.clone());
    let member = found.lock().unwrap().clone();
    match member {
        Some(member) if request.path.starts_with("/events?") => {
            let page = json!({ "totalItems": member.len(), "member": member }).to_string();
            say(&mut client, "200 OK", "", "application/json", &page)
        }
        Some(_) => say(&mut client, "404 Not Found", "", "text/plain", ""),
        None => {
            let busy = "503 Service Unavailable";
            say(&mut client, busy, "retry-after: 60\r\n", "text/html", "")
        }
    }
}
