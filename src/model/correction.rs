//! Corrective actions, in the order in which they were agreed on.

use super::CorrectionId;

/// Whether each of them still stands.
#[derive(Clone, Debug, Default)]
pub struct Corrections(pub Vec<bool>);

impl Corrections {
    /// Another was agreed on.
    pub fn agree(&mut self) {
        self.0.push(true);
    }

    /// Whether one still stands; none where nobody agreed on it.
    #[must_use]
    pub fn stands(&self, id: CorrectionId) -> Option<bool> {
        self.0.get(id.at()).copied()
    }

    /// One was taken back.
    pub fn strike(&mut self, id: CorrectionId) {
        if let Some(stands) = self.0.get_mut(id.at()) {
            *stands = false;
        }
    }
}
