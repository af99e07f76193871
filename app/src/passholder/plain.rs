//! Texts of the registry that may be HTML, as plain paragraphs: what others wrote is never placed in
//! the page as it is.

/// The paragraphs of a text, tags aside.
pub(super) fn paragraphs(html: &str) -> Vec<String> {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = tail.split_once('>') else {
            // A lone `<` is a sign like any other.
            text.push('<');
            rest = tail;
            continue;
        };
        let name = tag.trim_start_matches('/').split([' ', '/']).next();
        let breaks = ["p", "br", "li", "div", "ul", "ol", "h1", "h2", "h3"];
        if name.is_some_and(|name| breaks.contains(&name.to_lowercase().as_str())) {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    let lines = text.lines().map(|line| unescaped(line.trim()));
    lines.filter(|line| !line.is_empty()).collect()
}

fn unescaped(line: &str) -> String {
    let known = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&euro;", "€"),
        ("&amp;", "&"),
    ];
    known.iter().fold(line.to_owned(), |line, (entity, sign)| {
        line.replace(entity, sign)
    })
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn tags_become_lines_or_nothing() {
        let html =
            "<p>Twee <b>koffies</b> &amp; taart</p><ul><li>Voor 2 &lt; 3</ul><script>x</script>";
        assert_eq!(
            paragraphs(html),
            ["Twee koffies & taart", "Voor 2 < 3", "x"]
        );
        assert_eq!(paragraphs("1 < 2"), ["1 < 2"]);
        assert!(paragraphs("<p></p>").is_empty());
    }
}
