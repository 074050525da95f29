/** More than any list of tasks, posts or prices has; what is larger is a database. */
export const MOST_SHEETS = 200;
export const MOST_CELLS = 1_000_000;
export const MOST_ROWS = 100_000;
export const MOST_COLUMNS = 1_000;
/** Merged ranges of one sheet. */
export const MOST_MERGES = 20_000;
