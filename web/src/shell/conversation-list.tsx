import { useState } from 'preact/hooks';
import { explainFailure, jsonRequest, request } from '../api/client.ts';
import type { ConversationEntry } from '../api/types.ts';
import { Link } from './link.tsx';

interface Props {
  readonly conversations: readonly ConversationEntry[];
  readonly currentId: string | null;
  readonly onChanged: () => void;
  readonly onDeleted: (conversationId: string) => void;
}

/** Kept conversations, newest first; each can be renamed and deleted. */
export function ConversationList({ conversations, currentId, onChanged, onDeleted }: Props) {
  const [renaming, setRenaming] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const change = async (id: string, init: RequestInit) => {
    try {
      await request(`/api/conversations/${encodeURIComponent(id)}`, init);
      setProblem('');
    } catch (error) {
      setProblem(explainFailure(error));
    }
    onChanged();
  };
  const rename = async (id: string, title: string) => {
    setRenaming(null);
    if (title.trim() !== '') await change(id, jsonRequest('PATCH', { title: title.trim() }));
  };
  const remove = async ({ conversationId, title }: ConversationEntry) => {
    if (!window.confirm(`删除会话“${title}”？删除后不能恢复。`)) return;
    await change(conversationId, { method: 'DELETE' });
    onDeleted(conversationId);
  };
  return (
    <nav class="conversations" aria-label="会话">
      <h2>会话</h2>
      {problem !== '' && <p role="status">{problem}</p>}
      {conversations.length === 0 && <p class="quiet">提问后会列在这里。</p>}
      <ul>
        {conversations.map((entry) => (
          <li key={entry.conversationId} class="conversation">
            {renaming === entry.conversationId ? (
              <RenameField title={entry.title} onDone={(title) => rename(entry.conversationId, title)} />
            ) : (
              <>
                <Link
                  to={{ page: 'ask', conversationId: entry.conversationId }}
                  aria-current={entry.conversationId === currentId ? 'page' : undefined}
                  title={entry.title}
                >
                  {entry.title}
                </Link>
                <span class="conversation-actions">
                  <button
                    type="button"
                    aria-label={`改名：${entry.title}`}
                    onClick={() => setRenaming(entry.conversationId)}
                  >
                    改名
                  </button>
                  <button type="button" aria-label={`删除：${entry.title}`} onClick={() => remove(entry)}>
                    删除
                  </button>
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function RenameField({
  title,
  onDone,
}: {
  readonly title: string;
  readonly onDone: (title: string) => void;
}) {
  return (
    <input
      class="field"
      aria-label="会话名称"
      maxLength={100}
      defaultValue={title}
      ref={(field) => field?.focus()}
      onKeyDown={(event) => {
        if (event.isComposing) return;
        if (event.key === 'Enter') onDone(event.currentTarget.value);
        if (event.key === 'Escape') onDone('');
        if (event.key === 'Escape') event.stopPropagation();
      }}
      onBlur={(event) => onDone(event.currentTarget.value)}
    />
  );
}
