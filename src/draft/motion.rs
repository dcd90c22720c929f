//! Where the caret goes: by character, word, sentence, row.
