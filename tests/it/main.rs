//! The one integration binary.

mod cli;
mod commands;
mod corrections;
mod crash;
mod export;
mod finding;
mod flows;
mod following;
mod formats;
mod material;
mod office;
mod overlap;
mod picture;
mod pty;
mod reports;
mod roles;
mod safety;
mod screens;
mod search;
mod shared;
mod support;
mod tidy;
mod vim;
mod word;
mod writing;
