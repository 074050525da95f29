import { useRef, useState } from 'preact/hooks';
import type { DocumentJob } from '../api/types.ts';
import { type DocumentJobs, describeJob } from './document-jobs.ts';

/** Files are dropped or chosen here; below, what becomes of them. */
export function ManageDocuments({ manager }: { readonly manager: DocumentJobs }) {
  const [isDraft, setIsDraft] = useState(false);
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined) => {
    if (files && files.length > 0) manager.add([...files], { isDraft, replaces: null });
    if (input.current) input.current.value = '';
  };
  return (
    <section class="manage" aria-label="管理文件">
      <fieldset
        aria-label="上传文件"
        class={`drop-zone${isOver ? ' is-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          take(event.dataTransfer?.files);
        }}
      >
        <label>
          <span>把文件拖到这里，或选择文件（Word、WPS、OFD、PDF、表格、网页、文本）</span>
          <input ref={input} type="file" multiple onChange={(event) => take(event.currentTarget.files)} />
        </label>
        <label class="manage-draft">
          <input
            type="checkbox"
            checked={isDraft}
            onChange={(event) => setIsDraft(event.currentTarget.checked)}
          />
          先作草稿：读出条款和提示，发布后才能查到
        </label>
      </fieldset>
      {manager.problem !== '' && <p role="alert">{manager.problem}</p>}
      <ol class="jobs" aria-live="polite">
        {manager.jobs.map((job, i) => (
          <JobEntry
            key={job.jobId}
            job={job}
            isOpenDraft={isOpenDraft(job, manager.jobs.slice(0, i))}
            onPublish={manager.publish}
          />
        ))}
      </ol>
    </section>
  );
}

/** Whether nothing was done to a draft's document since. */
function isOpenDraft({ isDraft, state, result }: DocumentJob, later: readonly DocumentJob[]): boolean {
  const id = result?.documentId;
  const isTouched = later.some(
    (job) => job.state !== 'failed' && (job.result?.documentId ?? job.documentId) === id,
  );
  return isDraft && state === 'done' && !isTouched;
}

interface EntryProps {
  readonly job: DocumentJob;
  readonly isOpenDraft: boolean;
  readonly onPublish: (documentId: string) => void;
}

function JobEntry({ job, isOpenDraft: canPublish, onPublish }: EntryProps) {
  const { result, file, documentId, state } = job;
  const warnings = result?.warnings ?? [];
  return (
    <li class={`job job-${state}`}>
      <span class="job-name">{result ? `《${result.title}》` : (file?.name ?? documentId)}</span>{' '}
      <span class="quiet">{describeJob(job)}</span>
      {canPublish && (
        <button type="button" class="button" onClick={() => onPublish(result!.documentId)}>
          发布
        </button>
      )}
      {warnings.length > 0 && (
        <details class="warnings" open={canPublish}>
          <summary>读取时有 {warnings.length} 条提示</summary>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

interface ActionsProps {
  readonly documentId: string;
  readonly title: string;
  readonly manager: DocumentJobs;
}

/** What an admin may do with one document. */
export function DocumentActions({ documentId, title, manager }: ActionsProps) {
  const remove = () => {
    if (window.confirm(`删除《${title}》？以后的回答不再依据它；引用过的文字仍可由旧链接查看。`))
      manager.remove(documentId);
  };
  return (
    <p class="document-actions">
      <label class="text-button">
        替换
        <input
          type="file"
          class="off-screen"
          aria-label={`替换《${title}》的文件`}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) manager.add([file], { isDraft: false, replaces: documentId });
            event.currentTarget.value = '';
          }}
        />
      </label>
      <button type="button" class="text-button" onClick={remove}>
        删除
      </button>
    </p>
  );
}
