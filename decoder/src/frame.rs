//! One picture of the camera in grey, at the size that is looked at.

/// Grey pixels, a byte each, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Frame {
    /// Takes grey pixels as they are; `None` when there are none, or not as many as the size says.
    pub fn new(width: usize, height: usize, grey: Vec<u8>) -> Option<Self> {
        (width > 0 && width.checked_mul(height) == Some(grey.len()) && !grey.is_empty()).then_some(
            Self {
                width,
                height,
                grey,
            },
        )
    }

    /// Takes pixels of red, green, blue and opacity, as a canvas gives them.
    pub fn from_rgba(width: usize, height: usize, rgba: &[u8]) -> Option<Self> {
        if width.checked_mul(height)?.checked_mul(4)? != rgba.len() {
            return None;
        }
        // BT.601 in 256ths, as the eye weighs the colours.
        let grey = rgba.chunks_exact(4).map(|pixel| {
            let sum =
                77 * u32::from(pixel[0]) + 150 * u32::from(pixel[1]) + 29 * u32::from(pixel[2]);
            u8::try_from(sum >> 8).unwrap_or(u8::MAX)
        });
        Self::new(width, height, grey.collect())
    }

    /// Pixels a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The pixels.
    pub fn grey(&self) -> &[u8] {
        &self.grey
    }

    /// The same picture with a long edge of at most `edge` pixels, each the mean of those that it
    /// stands for; never larger than it was.
    #[must_use]
    pub fn fitted(self, edge: usize) -> Self {
        let long = self.width.max(self.height);
        if long <= edge || edge == 0 {
            return self;
        }
        let scaled = |length: usize| (length * edge / long).max(1);
        let (width, height) = (scaled(self.width), scaled(self.height));
        let columns: Vec<_> = (0..width).map(|x| part(x, width, self.width)).collect();
        let mut grey = Vec::with_capacity(width * height);
        for y in 0..height {
            let (top, bottom) = part(y, height, self.height);
            for &(left, right) in &columns {
                let mut sum = 0_usize;
                for row in top..bottom {
                    let start = row * self.width;
                    let pixels = &self.grey[start + left..start + right];
                    sum += pixels
                        .iter()
                        .map(|&pixel| usize::from(pixel))
                        .sum::<usize>();
                }
                let mean = sum / ((right - left) * (bottom - top));
                grey.push(u8::try_from(mean).unwrap_or(u8::MAX));
            }
        }
        Self {
            width,
            height,
            grey,
        }
    }
}

/// The part of `from` pixels that the pixel at `place` of `to` stands for: never empty.
fn part(place: usize, to: usize, from: usize) -> (usize, usize) {
    let start = place * from / to;
    (start, ((place + 1) * from / to).max(start + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_as_many_pixels_as_it_says() {
        assert_eq!(Frame::new(2, 2, vec![0; 3]), None);
        assert_eq!(Frame::new(0, 0, vec![]), None);
        assert_eq!(Frame::from_rgba(1, 1, &[0; 3]), None);
        assert_eq!(Frame::from_rgba(usize::MAX, 2, &[0; 8]), None);
    }

    #[test]
    fn colours_turn_grey_as_the_eye_sees_them() {
        let rgba = [
            255, 255, 255, 255, 0, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255,
        ];
        let frame = Frame::from_rgba(2, 2, &rgba).map(|frame| frame.grey);
        assert_eq!(frame, Some(vec![255, 0, 149, 28]));
    }

    #[test]
    fn a_smaller_frame_is_the_mean_of_the_larger() {
        let checks: Vec<u8> = (0..16)
            .map(|place| if place % 2 == 0 { 0 } else { 200 })
            .collect();
        let fitted = Frame::new(4, 4, checks).map(|frame| frame.fitted(2));
        assert_eq!(fitted, Frame::new(2, 2, vec![100; 4]));
    }

    #[test]
    fn no_frame_grows_and_a_narrow_one_keeps_a_row() {
        let small = Frame::new(3, 2, vec![7; 6]);
        assert_eq!(small.clone().map(|frame| frame.fitted(640)), small);
        let ribbon = Frame::new(1000, 1, vec![9; 1000]).map(|frame| frame.fitted(10));
        assert_eq!(ribbon, Frame::new(10, 1, vec![9; 10]));
    }
}
