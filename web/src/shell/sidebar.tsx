import type { ConversationEntry } from '../api/types.ts';
import { ASK, DOCUMENTS, REPORT, type Route } from './addresses.ts';
import { ConversationList } from './conversation-list.tsx';
import { Link } from './link.tsx';
import { MyData } from './my-data.tsx';
import { MyUnitField } from './my-unit-field.tsx';
import { useLoaded } from './use-loaded.ts';

interface Props {
  readonly route: Route;
  readonly conversations: readonly ConversationEntry[];
  readonly isOpen: boolean;
  readonly onNew: () => void;
  readonly onClose: () => void;
  readonly onChanged: () => void;
  readonly onDeleted: (conversationId: string) => void;
}

export function Sidebar({ route, conversations, isOpen, onNew, onClose, onChanged, onDeleted }: Props) {
  const isDocuments = route.page === 'documents' || route.page === 'document';
  const session = useLoaded<{ mayReadReports: boolean }>('/api/session');
  return (
    <div class={`sidebar${isOpen ? ' is-open' : ''}`} id="sidebar">
      <div class="sidebar-top">
        <Link class="brand" to={ASK} onClick={onNew}>
          <span class="seal" aria-hidden="true">
            条
          </span>
          <span>条文</span>
        </Link>
        <button type="button" class="button button-plain only-narrow" onClick={onClose}>
          收起
        </button>
      </div>
      <Link class="button button-primary new-question" to={ASK} onClick={onNew}>
        新提问
      </Link>
      <Link class="sidebar-link" to={DOCUMENTS} aria-current={isDocuments ? 'page' : undefined}>
        已收录的文件
      </Link>
      {session.state === 'loaded' && session.value.mayReadReports && (
        <Link class="sidebar-link" to={REPORT} aria-current={route.page === 'report' ? 'page' : undefined}>
          使用报告
        </Link>
      )}
      <ConversationList
        conversations={conversations}
        currentId={route.page === 'ask' ? route.conversationId : null}
        onChanged={onChanged}
        onDeleted={onDeleted}
      />
      <MyUnitField />
      <MyData
        onDeleted={() => {
          for (const { conversationId } of conversations) onDeleted(conversationId);
          onChanged();
        }}
      />
    </div>
  );
}
