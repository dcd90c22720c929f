//! Word segmentation; the only file that names jieba_rs.
