//! Opening and saving a draft so that nothing is lost.
