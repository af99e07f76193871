//! Makes a picture small enough for a cheap phone, by drawing it anew: nothing of the file that came
//! from elsewhere is passed on, neither its metadata nor whatever else was hidden in it.

use super::PictureError;
use image::{ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, imageops::FilterType};
use std::io::Cursor;

/// Pixels from side to side, at most.
const WIDTH: u32 = 640;
/// Pixels of a side of the picture that came, at most.
const SIDE: u32 = 8_000;
const QUALITY: u8 = 80;

/// The picture as a JPEG of at most 640 pixels wide.
pub(crate) fn shrink(original: &[u8]) -> Result<Vec<u8>, PictureError> {
    let format = image::guess_format(original).map_err(|_| PictureError::NoPicture)?;
    if !matches!(
        format,
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
    ) {
        return Err(PictureError::NoPicture);
    }
    let mut reader = ImageReader::with_format(Cursor::new(original), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(256 * 1024 * 1024);
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => PictureError::TooLarge,
        _ => PictureError::NoPicture,
    })?;
    let small = if picture.width() > WIDTH {
        picture.resize(WIDTH, SIDE, FilterType::Triangle)
    } else {
        picture
    };
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(&small.to_rgb8())
        .map_err(|_| PictureError::NoPicture)?;
    Ok(bytes)
}
