//! What browsers and search engines read beside the pages themselves.

use crate::util::{
    http::{get, request},
    server::Server,
};
use domain::language::Language;

#[test]
fn everything_that_the_service_worker_keeps_is_there() {
    let server = Server::start();
    let script = get(server.port, "/sw.js");
    assert_eq!(script.header("cache-control"), Some("no-cache"));
    let (build, _) = script
        .body
        .strip_prefix("self.BUILD = ")
        .unwrap()
        .split_once(";\n")
        .unwrap();
    let build: serde_json::Value = serde_json::from_str(build).unwrap();
    let assets = build["assets"].as_array().unwrap();
    assert!(assets.len() > 40, "{assets:?}");
    for asset in assets.iter().chain([&build["shell"]]) {
        let path = asset.as_str().unwrap();
        assert_eq!(get(server.port, path).status, 200, "{path}");
    }
    let for_ever = |path: &str| {
        get(server.port, path)
            .header("cache-control")
            .unwrap()
            .contains("immutable")
    };
    assert!(
        assets
            .iter()
            .filter_map(|asset| asset.as_str())
            .filter(|path| path.starts_with("/pkg/"))
            .all(for_ever)
    );
}

#[test]
fn who_comes_without_a_session_gets_the_form_to_sign_in_at_once() {
    let server = Server::start();
    let page = |headers: &[(&str, &str)]| request(server.port, "GET", "/nl/mijn", headers).body;
    let form = "id=\"uitpas-number\"";
    assert!(page(&[]).contains(form));
    assert!(page(&[("cookie", "language=uk; __Host-pasmaat-door=x")]).contains(form));
    assert!(!page(&[("cookie", "language=uk; __Host-pasmaat=x")]).contains(form));
}

#[test]
fn the_start_page_is_in_the_language_of_the_reader() {
    let server = Server::start();
    let to = |headers: &[(&str, &str)]| {
        let answer = request(server.port, "GET", "/", headers);
        assert_eq!(answer.status, 307);
        answer.header("location").unwrap().to_owned()
    };
    assert_eq!(to(&[]), "/nl");
    assert_eq!(to(&[("accept-language", "uk-UA, en;q=0.5")]), "/uk");
    assert_eq!(
        to(&[("accept-language", "uk"), ("cookie", "a=b; language=tr")]),
        "/tr"
    );
    assert_eq!(
        to(&[("accept-language", "ar"), ("cookie", "language=klingon")]),
        "/ar"
    );
}

#[test]
fn the_manifest_speaks_the_language_and_its_files_exist() {
    let server = Server::start();
    for language in Language::ALL {
        let answer = get(server.port, &format!("/manifest/{language}.webmanifest"));
        assert_eq!(
            answer.header("content-type"),
            Some("application/manifest+json")
        );
        let manifest: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(manifest["lang"], language.code());
        assert_eq!(manifest["dir"], language.direction());
        assert_eq!(manifest["shortcuts"].as_array().unwrap().len(), 3);
        for list in ["icons", "screenshots"] {
            for file in manifest[list].as_array().unwrap() {
                let path = file["src"].as_str().unwrap();
                assert_eq!(get(server.port, path).status, 200, "{path}");
            }
        }
    }
}

#[test]
fn the_sitemap_holds_every_page_in_every_language() {
    let server = Server::start();
    let sitemap = get(server.port, "/sitemap.xml").body;
    assert_eq!(
        sitemap.matches("<loc>").count(),
        server::web::SLUGS.len() * Language::ALL.len()
    );
    assert!(
        get(server.port, "/robots.txt")
            .body
            .contains("/sitemap.xml")
    );
    for line in sitemap.lines().filter(|line| line.contains("<loc>")) {
        let url = line
            .split_once("<loc>")
            .unwrap()
            .1
            .split_once("</loc>")
            .unwrap()
            .0;
        let path = url.split_once("://").unwrap().1.split_once('/').unwrap().1;
        assert_eq!(get(server.port, &format!("/{path}")).status, 200, "{url}");
    }
}

#[test]
fn the_page_of_questions_tells_search_engines_its_answers() {
    let server = Server::start();
    for language in Language::ALL {
        let page = get(server.port, &format!("/{language}/vragen")).body;
        let (_, rest) = page
            .split_once("<script type=\"application/ld+json\"")
            .unwrap();
        let json = rest
            .split_once('>')
            .unwrap()
            .1
            .split_once("</script>")
            .unwrap()
            .0;
        let data: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(data["@type"], "FAQPage");
        let questions = data["mainEntity"].as_array().unwrap();
        assert!(questions.len() >= 14, "{language}: {}", questions.len());
        assert!(questions.iter().all(|question| {
            !question["acceptedAnswer"]["text"]
                .as_str()
                .unwrap()
                .is_empty()
        }));
    }
}

#[test]
fn a_region_replaces_its_facts_and_texts_without_a_new_program() {
    let data = tempfile::tempdir().unwrap();
    let demo = crate::locales::root().join("server/demo/region.json");
    let mut region: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(demo).unwrap()).unwrap();
    region["name"] = "UiTPAS Elders".into();
    std::fs::write(data.path().join("region.json"), region.to_string()).unwrap();
    std::fs::create_dir_all(data.path().join("pages/nl")).unwrap();
    let own = "---\ntitle: Eigen titel\nnav: Eigen\ndescription: Eigen tekst\n---\n\nHallo {{ region.name }}.\n";
    std::fs::write(data.path().join("pages/nl/punten.md"), own).unwrap();
    let server = Server::start_on(data, &[]);
    let page = get(server.port, "/nl/punten").body;
    assert!(page.contains("Eigen titel") && page.contains("Hallo UiTPAS Elders."));
    assert!(
        get(server.port, "/uk/verkoop")
            .body
            .contains("UiTPAS Elders")
    );
}

#[test]
fn a_page_that_does_not_exist_says_so() {
    let server = Server::start();
    for path in ["/nl/bestaat-niet", "/pl", "/nl/home", "/nl/punten/extra"] {
        let answer = get(server.port, path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("<html"), "{path}");
    }
}
