//! The program.
use server::{
    region::Region,
    web::{Content, Site, Web, routes},
};
use std::path::Path;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    any_spawner::Executor::init_tokio().ok();
    let data = Path::new("data");
    let content = Content::load(data, &Region::load(data)?)?;
    let site = Path::new("target/site");
    let web = Web::new(&Site::open(site)?, content, None);
    let app = axum::Router::new()
        .nest_service(
            "/pkg",
            tower_http::services::ServeDir::new(site.join("pkg"))
                .precompressed_br()
                .precompressed_gzip(),
        )
        .nest_service("/boot.js", tower_http::services::ServeFile::new(site.join("boot.js"))).route("/healthz", axum::routing::get(|| async {"{}"})).nest_service("/icon.svg", tower_http::services::ServeFile::new(site.join("icon.svg"))).nest_service("/favicon.ico", tower_http::services::ServeFile::new(site.join("favicon.ico"))).merge(routes(web));
    let addr = std::env::args().skip_while(|a| a != "--addr").nth(1).unwrap_or("127.0.0.1:3000".into());
    let listener = tokio::net::TcpListener::bind(addr).await?;
    println!("http://localhost:{}", listener.local_addr()?.port());
    axum::serve(listener, app).await?;
    Ok(())
}
