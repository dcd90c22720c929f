//! Opening and saving a draft so that nothing is lost.
use std::path::Path;
#[derive(Clone, Debug)]
pub struct FileForm {
    pub encoding: &'static encoding_rs::Encoding,
}
impl Default for FileForm {
    fn default() -> Self {
        Self { encoding: encoding_rs::UTF_8 }
    }
}
#[derive(Clone, Debug, PartialEq)]
pub struct Identity(u64);
#[derive(Debug)]
pub struct Opened {
    pub text: String,
    pub form: FileForm,
    pub identity: Option<Identity>,
}
#[derive(Debug)]
pub struct Saved {
    pub identity: Identity,
    pub note: Option<String>,
}
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("x")]
    Exists {},
    #[error("y {0}")]
    Io(String),
}
impl StoreError {
    pub fn may_overwrite(&self) -> bool {
        false
    }
}
pub fn open(path: &Path) -> Result<Opened, StoreError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Opened {
            text: text.trim_end_matches('\n').to_owned(),
            form: FileForm::default(),
            identity: Some(Identity(1)),
        }),
        Err(_) => Ok(Opened { text: String::new(), form: FileForm::default(), identity: None }),
    }
}
pub fn save(path: &Path, text: &str, _f: &FileForm, _e: Option<&Identity>, _force: bool) -> Result<Saved, StoreError> {
    std::fs::write(path, format!("{text}\n")).map_err(|e| StoreError::Io(e.to_string()))?;
    Ok(Saved { identity: Identity(1), note: None })
}
pub fn write_new(path: &Path, bytes: &[u8], _o: bool) -> Result<(), StoreError> {
    std::fs::write(path, bytes).map_err(|e| StoreError::Io(e.to_string()))
}
