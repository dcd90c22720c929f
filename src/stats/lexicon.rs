//! Stop words and the lexicon of the domain.
