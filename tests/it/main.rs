//! Integration tests.
mod pty;
