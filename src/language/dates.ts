/** Times as official texts print them: one door to calendar days, years, deadlines and plan periods. */
export { findDates, findYears, type PrintedDate, type PrintedYear } from './calendar.ts';
export { type DeadlineOptions, findDeadline, findDeadlines, type PrintedDeadline } from './deadlines.ts';
export { findPeriod, readPlanOrdinal } from './period.ts';
export { findTimes, type PrintedTime } from './times.ts';
