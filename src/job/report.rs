//! Making a report.

use std::sync::Arc;

use super::{Done, background};
use crate::corpus::model::{Corpus, Scope};
use crate::stats::data::{Data, Params};
use crate::stats::table;
use crate::stats::together::Together;
use crate::stats::vocabulary::Analyses;

/// A report to make.
#[derive(Debug)]
pub struct ReportRequest {
    /// Which request; a late answer to an older one is dropped.
    pub generation: u64,
    /// The statistic's id.
    pub statistic: &'static str,
    /// About what.
    pub scope: Scope,
    /// What else it is told.
    pub params: Params,
    /// The corpus.
    pub corpus: Arc<Corpus>,
    /// What was analysed of it so far.
    pub analyses: Arc<Analyses>,
}

impl ReportRequest {
    /// Makes it.
    pub(super) fn perform(&self) -> Done {
        let data = Data { corpus: &self.corpus, analyses: &self.analyses };
        let statistic = table::find(self.statistic).unwrap_or(table::STATISTICS[0]);
        let params = Params { together: Together::new(background::both), ..self.params.clone() };
        let report = (statistic.run)(&data, self.scope, &params);
        let (scope, params) = (self.scope, self.params.clone());
        Done::Report { generation: self.generation, scope, params, report: Arc::new(report) }
    }
}
