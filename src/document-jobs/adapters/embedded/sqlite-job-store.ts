import { type DocumentJob, isOver } from '../../../domain/document-job.ts';
import { SqliteStore, type StoreOptions } from '../../../storage/sqlite-store.ts';
import type { StoreSchema } from '../../../storage/store-schema.ts';
import type { StoreTables } from '../../../storage/store-tables.ts';
import type { JobStore } from '../../ports/job-store.ts';

/** `number` orders jobs; `body` is the job as JSON, with its lease. */
export const JOB_SCHEMA: StoreSchema = {
  name: 'document-jobs',
  tables: {
    jobs: {
      columns: {
        job_id: 'TEXT NOT NULL',
        number: 'INTEGER NOT NULL',
        is_over: 'INTEGER NOT NULL',
        body: 'TEXT NOT NULL',
      },
      key: ['job_id'],
      indexes: ['UNIQUE (number)', '(is_over, number)'],
    },
  },
};

interface KeptJob extends DocumentJob {
  readonly number: number;
  readonly leaseEnds: string | null;
  readonly timesTaken: number;
}

const MOST_TAKEN = 3;
const DIED = { code: 'job-broken-off', message: '处理程序三次意外结束，没有完成' };

/** Jobs in `<dataDir>/stores/document-jobs.sqlite`. */
export function openSqliteJobStore(options: StoreOptions): JobStore {
  const store = new SqliteStore(JOB_SCHEMA, options);
  return {
    add: (jobId, order, now) =>
      store.change((tables) => {
        const number = Number(tables.cell('SELECT coalesce(max(number), 0) FROM jobs')) + 1;
        const job: KeptJob = {
          ...order,
          jobId,
          number,
          state: 'queued',
          stage: null,
          progress: null,
          result: null,
          error: null,
          createdAt: now.toISOString(),
          endedAt: null,
          leaseEnds: null,
          timesTaken: 0,
        };
        put(tables, job);
        return shown(job);
      }),

    take: (now, leaseEnds) =>
      store.change((tables) => {
        for (const job of find(tables, 'WHERE is_over = 0 ORDER BY number')) {
          const isHeld = job.leaseEnds !== null && job.leaseEnds > now.toISOString();
          // One job is worked on at a time, in the order in which they came.
          if (isHeld) return null;
          if (job.timesTaken >= MOST_TAKEN) {
            put(tables, {
              ...job,
              state: 'failed',
              error: DIED,
              endedAt: now.toISOString(),
              leaseEnds: null,
            });
            continue;
          }
          const taken: KeptJob = {
            ...job,
            state: 'running',
            leaseEnds: leaseEnds.toISOString(),
            timesTaken: job.timesTaken + 1,
          };
          put(tables, taken);
          return shown(taken);
        }
        return null;
      }),

    change: (jobId, change, leaseEnds) =>
      store.change((tables) => {
        const [job] = find(tables, 'WHERE job_id = ? AND is_over = 0', jobId);
        if (!job) return null;
        const isBack = change.state === 'queued';
        const changed: KeptJob = {
          ...job,
          ...change,
          leaseEnds: isBack ? null : leaseEnds.toISOString(),
          timesTaken: isBack ? 0 : job.timesTaken,
        };
        put(tables, changed);
        return shown(changed);
      }),

    get: (jobId) =>
      store.read((tables) => {
        const [job] = find(tables, 'WHERE job_id = ?', jobId);
        return job ? shown(job) : null;
      }),

    list: (limit) => store.read((tables) => find(tables, 'ORDER BY number DESC LIMIT ?', limit).map(shown)),

    draftOf: (documentId) =>
      store.read((tables) => {
        const ended = find(tables, 'WHERE is_over = 1 ORDER BY number DESC');
        const own = ended.filter(
          ({ state, result }) => state === 'done' && result?.documentId === documentId,
        );
        return own[0]?.isDraft && own[0].kind === 'add' ? shown(own[0]) : null;
      }),

    close: () => store.close(),
  };
}

function find(tables: StoreTables, tail: string, ...values: readonly (string | number)[]): KeptJob[] {
  return tables.all<{ body: string }>('jobs', tail, ...values).map(({ body }) => JSON.parse(body) as KeptJob);
}

function put(tables: StoreTables, job: KeptJob): void {
  tables.put('jobs', {
    job_id: job.jobId,
    number: job.number,
    is_over: isOver(job) ? 1 : 0,
    body: JSON.stringify(job),
  });
}

function shown({ number: _number, leaseEnds: _leaseEnds, timesTaken: _times, ...job }: KeptJob): DocumentJob {
  return job;
}
