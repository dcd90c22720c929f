//! Tests of reading marks and writing back, on Word files built in memory.

mod answers;
mod build;
mod marks;
mod places;
mod random;
mod refused;
mod settled;
mod written;
