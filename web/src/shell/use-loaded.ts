import { useEffect, useState } from 'preact/hooks';
import { explainFailure, getJson, ServiceProblem } from '../api/client.ts';

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: Value }
  | {
      readonly state: 'failed';
      readonly message: string;
      /** The service does not have it: trying again will not help. */
      readonly isMissing: boolean;
      readonly retry: () => void;
    };

/** A reply of the service by its path; null loads nothing. What comes late for another path is dropped. */
export function useLoaded<Value>(path: string | null, load = getJson<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value> & { path?: string | null }>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    setLoaded({ state: 'loading', path });
    load(path, stop.signal)
      .then((value) => {
        if (!stop.signal.aborted) setLoaded({ state: 'loaded', value, path });
      })
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        const retry = () => setAttempt((count) => count + 1);
        const isMissing = error instanceof ServiceProblem && error.status === 404;
        setLoaded({ state: 'failed', message: explainFailure(error), isMissing, retry, path });
      });
    return () => stop.abort();
  }, [path, load, attempt]);
  return loaded.path === path ? loaded : { state: 'loading' };
}
