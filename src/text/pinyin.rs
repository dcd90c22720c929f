//! Pinyin: matching Chinese by initials or by full spelling.
