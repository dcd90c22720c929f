//! A report as text, CSV or JSON.
