//! Names of a list beside names of members: the same but for accents, order and case is a match,
//! close to it is a question, and nobody is ever guessed.

/// Somebody whom the club knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Who it is.
    pub id: String,
    /// First and last name, folded, their words in order.
    words: Vec<String>,
}

/// Whom a name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// One person, without doubt.
    One(String),
    /// One or more who may be meant: somebody must say.
    Ask(Vec<String>),
    /// Nobody.
    Nobody,
}

/// How many are put before somebody at most.
const ASKED: usize = 5;

impl Known {
    /// A person with these names.
    pub fn new(id: impl Into<String>, first: &str, last: &str) -> Self {
        Self {
            id: id.into(),
            words: words(&format!("{first} {last}")),
        }
    }
}

/// Whom a written name means among those who are known.
pub fn find(name: &str, known: &[Known]) -> Match {
    let wanted = words(name);
    if wanted.is_empty() {
        return Match::Nobody;
    }
    let ids = |found: &dyn Fn(&&Known) -> bool| -> Vec<String> {
        known
            .iter()
            .filter(found)
            .take(ASKED)
            .map(|one| one.id.clone())
            .collect()
    };
    let same = ids(&|one| one.words == wanted);
    match same.as_slice() {
        [] => {}
        // One word alone is a first name that others may have too.
        [one] if wanted.len() > 1 => return Match::One(one.clone()),
        _ => return Match::Ask(same),
    }
    let close = ids(&|one| is_close(&wanted, &one.words));
    if close.is_empty() {
        Match::Nobody
    } else {
        Match::Ask(close)
    }
}

/// Every word that was written is there, but for a slip of the finger or the end of a word.
fn is_close(wanted: &[String], words: &[String]) -> bool {
    let near = |a: &str, b: &str| {
        let initial = a.chars().count() == 1;
        (initial && b.starts_with(a))
            || (!initial && slips(a, b) <= usize::from(a.chars().count() > 3))
    };
    let here = |word: &String| words.iter().any(|other| near(word, other));
    // An initial alone says nothing.
    wanted.iter().any(|word| word.chars().count() > 1) && wanted.iter().all(here)
}

/// How many letters differ: left out, put in, replaced, or two neighbours swapped; 2 is "many".
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let front = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (a, b) = (&a[..a.len() - back], &b[..b.len() - back]);
    match (a, b) {
        ([], []) => 0,
        ([_], [] | [_]) | ([], [_]) => 1,
        ([a, b], [c, d]) if a == d && b == c => 1,
        _ => 2,
    }
}

/// The words of a name without accents and case, in an order of their own.
fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let between = |c: char| !c.is_alphanumeric() && c != '\'';
    let mut words: Vec<String> = folded
        .split(between)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words
}

/// Whether a cell looks like a name: letters, and hardly anything else.
pub fn looks_like_one(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && text.chars().all(|c| !c.is_numeric()) && !text.contains('@')
}

/// Lower case, and the letters of our languages without their accents.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        let plain = match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
            'ç' | 'ć' | 'č' => 'c',
            'ď' | 'đ' => 'd',
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
            'ğ' => 'g',
            'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
            'ł' => 'l',
            'ñ' | 'ń' | 'ň' => 'n',
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
            'ř' => 'r',
            'ś' | 'š' | 'ş' | 'ș' => 's',
            'ť' | 'ţ' | 'ț' => 't',
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
            'ý' | 'ÿ' => 'y',
            'ź' | 'ż' | 'ž' => 'z',
            '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
            'ё' => 'е',
            // Accents that stand on their own.
            '\u{300}'..='\u{36F}' => continue,
            'ß' => {
                folded.push('s');
                's'
            }
            'æ' => {
                folded.push('a');
                'e'
            }
            'œ' => {
                folded.push('o');
                'e'
            }
            other => other,
        };
        folded.push(plain);
    }
    folded
}
