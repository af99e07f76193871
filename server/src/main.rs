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
        .merge(routes(web));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app).await?;
    Ok(())
}
