//! Loading a corpus on two threads, streamed.
