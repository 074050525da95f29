import type { Loaded } from './use-loaded.ts';

interface Props {
  readonly loaded: Exclude<Loaded<unknown>, { state: 'loaded' }>;
  readonly what: string;
}

export function LoadingOrFailed({ loaded, what }: Props) {
  if (loaded.state === 'loading') return <p class="page waiting">正在取{what}…</p>;
  return (
    <div class="page">
      <p class="notice" role="status">
        {loaded.message}
      </p>
      <button type="button" class="button" onClick={loaded.retry}>
        重试
      </button>
    </div>
  );
}
