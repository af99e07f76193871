//! Tells a scanner that types (USB or Bluetooth) apart from a person.

/// The longest pause between two keys of a scanner, in milliseconds; people take three times as long.
const PAUSE: f64 = 60.0;
/// No code that we read is shorter.
const SHORTEST: usize = 6;
/// Longer than any code: somebody leans on a key.
const LONGEST: usize = 2_000;

/// The keys of the last moments.
#[derive(Clone, Debug, Default)]
pub struct Keystrokes {
    text: String,
    last: f64,
}

impl Keystrokes {
    /// Takes a key by its name in the browser, at a time in milliseconds. `Some` when it ends a text
    /// that a scanner typed: then the key is not for the page.
    pub fn press(&mut self, key: &str, at: f64) -> Option<String> {
        if at - self.last > PAUSE || self.text.len() > LONGEST {
            self.text.clear();
        }
        self.last = at;
        let mut characters = key.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => self.text.push(character),
            _ if key == "Enter" || key == "Tab" => {
                let text = std::mem::take(&mut self.text);
                return (text.len() >= SHORTEST).then_some(text);
            }
            // Shift and its like come between the keys.
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of `text` and Enter with `pause` milliseconds between the keys.
    fn typed(keys: &mut Keystrokes, text: &str, start: f64, pause: f64) -> Option<String> {
        let mut at = start;
        for character in text.chars() {
            assert_eq!(keys.press(&character.to_string(), at), None);
            at += pause;
        }
        keys.press("Enter", at)
    }

    #[test]
    fn a_scanner_types_fast_and_ends_with_enter() {
        let mut keys = Keystrokes::default();
        let number = "0900000095902";
        for pause in [0.0, 5.0, 40.0] {
            let read = typed(&mut keys, number, 1_000.0, pause);
            assert_eq!(read.as_deref(), Some(number), "{pause} ms");
        }
    }

    #[test]
    fn a_person_types_slowly_even_a_fast_one() {
        let mut keys = Keystrokes::default();
        assert_eq!(typed(&mut keys, "0900000095902", 1_000.0, 90.0), None);
    }

    #[test]
    fn what_a_person_typed_before_is_not_part_of_the_code() {
        let mut keys = Keystrokes::default();
        for (key, at) in [("1", 0.0), ("2", 200.0)] {
            assert_eq!(keys.press(key, at), None);
        }
        assert_eq!(
            typed(&mut keys, "ABCDEF", 900.0, 10.0).as_deref(),
            Some("ABCDEF")
        );
    }

    #[test]
    fn capitals_bring_a_shift_key_that_is_no_character() {
        let mut keys = Keystrokes::default();
        for key in ["Shift", "P", "Shift", "M", "1", ":", "A", "B"] {
            assert_eq!(keys.press(key, 10.0), None);
        }
        assert_eq!(keys.press("Enter", 12.0).as_deref(), Some("PM1:AB"));
    }

    #[test]
    fn a_lone_enter_and_a_short_text_are_for_the_page() {
        let mut keys = Keystrokes::default();
        assert_eq!(keys.press("Enter", 5.0), None);
        assert_eq!(typed(&mut keys, "ja", 10.0, 1.0), None);
    }

    #[test]
    fn a_key_held_down_fills_no_memory() {
        let mut keys = Keystrokes::default();
        for at in 0..100_000_u32 {
            assert_eq!(keys.press("x", f64::from(at)), None);
        }
        assert!(keys.text.len() <= LONGEST + 2);
    }
}
