//! What a writer does, and what must hold whatever he does.
