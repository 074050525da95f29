import { useEffect, useState } from 'preact/hooks';
import { explainFailure, getJson, request } from '../api/client.ts';
import type { DocumentJob } from '../api/types.ts';

const SHOWN_JOBS = 10;
const LOOK_MS = 700;

/** The last jobs, the newest first, and orders for new ones. */
export interface DocumentJobs {
  readonly jobs: readonly DocumentJob[];
  /** Why the last order was not taken; empty where it was. */
  readonly problem: string;
  /** Raised whenever the loaded documents changed. */
  readonly changes: number;
  add(files: readonly File[], options: { readonly isDraft: boolean; readonly replaces: string | null }): void;
  publish(documentId: string): void;
  remove(documentId: string): void;
}

/** Jobs on documents as they go on; looked at while one is not over. */
export function useDocumentJobs(): DocumentJobs {
  const [jobs, setJobs] = useState<readonly DocumentJob[]>([]);
  const [problem, setProblem] = useState('');
  const [looks, setLooks] = useState(0);
  const isBusy = jobs.some((job) => !isOver(job));
  useEffect(() => {
    const stop = new AbortController();
    const look = () =>
      getJson<{ jobs: DocumentJob[] }>(`/api/jobs?limit=${SHOWN_JOBS}`, stop.signal)
        .then((reply) => setJobs(reply.jobs))
        .catch((error: unknown) => {
          if (!stop.signal.aborted) setProblem(explainFailure(error));
        });
    void look();
    const timer = isBusy ? window.setInterval(look, LOOK_MS) : undefined;
    return () => {
      stop.abort();
      window.clearInterval(timer);
    };
  }, [isBusy, looks]);

  const order = async (path: string, init: RequestInit) => {
    try {
      await request(path, init);
      setProblem('');
    } catch (error) {
      setProblem(explainFailure(error));
    }
    setLooks((count) => count + 1);
  };
  return {
    jobs,
    problem,
    changes: jobs.filter(({ result }) => result?.indexVersion).length,
    add: async (files, { isDraft, replaces }) => {
      for (const file of files) {
        const body = new FormData();
        if (isDraft) body.set('draft', 'true');
        if (replaces !== null) body.set('replace', replaces);
        body.set('file', file);
        await order('/api/documents', { method: 'POST', body });
      }
    },
    publish: (id) => void order(`/api/documents/${encodeURIComponent(id)}/publish`, { method: 'POST' }),
    remove: (id) => void order(`/api/documents/${encodeURIComponent(id)}`, { method: 'DELETE' }),
  };
}

export function isOver({ state }: DocumentJob): boolean {
  return state === 'done' || state === 'failed';
}

const STAGES: Readonly<Record<string, string>> = {
  reading: '读取文件',
  indexing: '建立索引',
  publishing: '发布',
  embedding: '已可查询，正在计算向量',
};
const KINDS = { add: '加入', publish: '发布', remove: '删除' } as const;

/** 加入完成：24 条，单位 57 处 */
export function describeJob({ kind, state, stage, progress, result, error, isDraft }: DocumentJob): string {
  const act = isDraft ? '读取草稿' : KINDS[kind];
  switch (state) {
    case 'queued':
      return `${act}：等待`;
    case 'running': {
      const share = progress && progress.total > 0 ? ` ${progress.done}/${progress.total}` : '';
      return `${act}：${STAGES[stage ?? ''] ?? '准备'}${share}…`;
    }
    case 'failed':
      return `${act}失败：${error?.message ?? ''}`;
    case 'done':
      return kind === 'remove' || !result
        ? `${act}完成`
        : `${act}完成：${result.clauses} 条，单位 ${result.units} 处`;
  }
}
