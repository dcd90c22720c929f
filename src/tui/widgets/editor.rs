//! The editor widget.
