//! What is not JSON: a picture that goes there, a report that comes.

use super::{Publiq, ask::Ask, line::Safe};
use crate::{
    random,
    registry::{Answer, Call},
};
use domain::uitpas_api::{Method, Operation};

impl Publiq {
    /// `GET /organizers/{organizerId}/financial-reports/{reportId}.zip`
    pub async fn report_file(&self, call: &Call, id: &str, report_id: &str) -> Answer<Vec<u8>> {
        let ask = Ask::new(Operation::GetOrganizerFinancialReportZip)
            .path(id)
            .path(report_id)
            .for_file();
        let (done, _) = self.insist(call, &ask, Safe::Always).await;
        done.map_err(|trouble| trouble.refused(Method::Get))
    }

    /// `PUT /passholders/{passholderId}/picture`; `picture` is a JPEG.
    pub async fn keep_picture(&self, call: &Call, id: &str, picture: &[u8]) -> Answer<()> {
        // No picture holds a name that was made just now.
        let boundary = random::key();
        let mut form = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"picture.jpg\"\r\n\
             Content-Type: image/jpeg\r\n\r\n"
        )
        .into_bytes();
        form.extend_from_slice(picture);
        form.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        let ask = Ask::new(Operation::PutPassholderPicture)
            .path(id)
            .bytes(format!("multipart/form-data; boundary={boundary}"), form);
        self.answer(call, &ask).await
    }
}
