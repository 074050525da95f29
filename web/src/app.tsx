import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { getJson } from './api/client.ts';
import type { ConversationEntry } from './api/types.ts';
import { ChatPage, type OpenCitation } from './chat/chat-page.tsx';
import { DialogueKeeper } from './chat/dialogue.ts';
import { ClausePage } from './clause/clause-page.tsx';
import { ClausePanel } from './clause/clause-panel.tsx';
import { DocumentPage } from './documents/document-page.tsx';
import { DocumentsPage } from './documents/documents-page.tsx';
import { ReportPage } from './report/report-page.tsx';
import { ASK, type Route } from './shell/addresses.ts';
import { Link } from './shell/link.tsx';
import { readMyUnit } from './shell/my-unit.ts';
import { currentRoute, navigate, useRoute } from './shell/navigation.ts';
import { Sidebar } from './shell/sidebar.tsx';
import { UnitPage } from './unit/unit-page.tsx';

/** The page: conversations at the side, what the address names in the middle, a cited clause beside it. */
export function App() {
  const route = useRoute();
  const [conversations, setConversations] = useState<readonly ConversationEntry[]>([]);
  const [opened, setOpened] = useState<OpenCitation | null>(null);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const refresh = useCallback(() => {
    getJson<{ conversations: ConversationEntry[] }>('/api/conversations?limit=100')
      .then((reply) => setConversations(reply.conversations))
      .catch(() => undefined);
  }, []);
  const [keeper] = useState(() => new DialogueKeeper((conversationId) => showKept(conversationId, refresh)));
  const [dialogue, setDialogue] = useState(keeper.current);
  const main = useRef<HTMLElement>(null);
  const focusBefore = useRef<HTMLElement | null>(null);

  useEffect(() => keeper.watch(setDialogue), [keeper]);
  useEffect(refresh, [refresh]);
  useEffect(() => {
    setOpened(null);
    setMenuOpen(false);
    if (route.page === 'ask') void keeper.open(route.conversationId);
    else window.scrollTo(0, 0);
  }, [route, keeper]);

  useEffect(() => {
    document.title = titleOf(route);
    if (route.page !== 'ask') main.current?.focus({ preventScroll: true });
  }, [route]);

  const close = useCallback(() => {
    setOpened(null);
    focusBefore.current?.focus();
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setMenuOpen(false);
      close();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [close]);
  const startOver = () => {
    keeper.startOver();
    setOpened(null);
    setMenuOpen(false);
  };

  return (
    <div class={`layout${opened ? ' has-panel' : ''}`}>
      <header class="top-bar only-narrow">
        <button
          type="button"
          class="button button-plain"
          aria-expanded={isMenuOpen}
          aria-controls="sidebar"
          onClick={() => setMenuOpen(true)}
        >
          菜单
        </button>
        <strong>条文</strong>
        <Link class="button button-plain" to={ASK} onClick={startOver}>
          新提问
        </Link>
      </header>
      <Sidebar
        route={route}
        conversations={conversations}
        isOpen={isMenuOpen}
        onNew={startOver}
        onClose={() => setMenuOpen(false)}
        onChanged={refresh}
        onDeleted={(id) => {
          if (keeper.current.conversationId !== id) return;
          startOver();
          if (route.page === 'ask') navigate(ASK);
        }}
      />
      {isMenuOpen && (
        <button
          type="button"
          class="backdrop only-narrow"
          aria-label="收起菜单"
          onClick={() => setMenuOpen(false)}
        />
      )}
      <main class="main" tabIndex={-1} ref={main}>
        {route.page === 'ask' ? (
          <ChatPage
            dialogue={dialogue}
            opened={opened}
            onOpen={(open) => {
              focusBefore.current = document.activeElement as HTMLElement | null;
              setOpened(open);
            }}
            onAsk={(message, replacing) => {
              setOpened(null);
              void keeper.ask(message, readMyUnit(), replacing);
            }}
            onStop={() => keeper.stop()}
            onFeedback={(key, feedback) => keeper.keepFeedback(key, feedback)}
          />
        ) : (
          <RoutePage route={route} />
        )}
      </main>
      {opened && route.page === 'ask' && <ClausePanel citation={opened.citation} onClose={close} />}
    </div>
  );
}

function RoutePage({ route }: { readonly route: Exclude<Route, { page: 'ask' }> }) {
  switch (route.page) {
    case 'clause':
      return <ClausePage clauseId={route.clauseId} citedHash={route.citedHash} />;
    case 'unit':
      return <UnitPage key={route.name} name={route.name} />;
    case 'documents':
      return <DocumentsPage />;
    case 'report':
      return <ReportPage since={route.since} />;
    case 'document':
      return <DocumentPage documentId={route.documentId} source={route.source} />;
    case 'unknown':
      return <p class="page notice">没有这个地址。</p>;
  }
}

function titleOf(route: Route): string {
  const names = {
    ask: '政策条款问答',
    clause: '条文',
    documents: '已收录的文件',
    report: '使用报告',
    document: '文件',
    unknown: '没有这个地址',
  };
  return `${route.page === 'unit' ? route.name : names[route.page]} · 条文`;
}

/** A conversation has an address once the service has kept it; whoever looks at something else is left there. */
function showKept(conversationId: string, refresh: () => void): void {
  refresh();
  const route = currentRoute();
  if (route.page === 'ask' && route.conversationId !== conversationId) {
    navigate({ page: 'ask', conversationId }, { replace: true });
  }
}
