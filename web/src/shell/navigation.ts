import { useEffect, useState } from 'preact/hooks';
import { addressOf, type Route, readAddress } from './addresses.ts';

const listeners = new Set<() => void>();

export function currentRoute(): Route {
  return readAddress(window.location);
}

export function navigate(route: Route, { replace = false }: { readonly replace?: boolean } = {}): void {
  window.history[replace ? 'replaceState' : 'pushState'](null, '', addressOf(route));
  for (const listener of listeners) listener();
}

/** The route of the address bar; re-renders when it changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(currentRoute);
  useEffect(() => {
    const update = () => setRoute(currentRoute());
    listeners.add(update);
    window.addEventListener('popstate', update);
    return () => {
      listeners.delete(update);
      window.removeEventListener('popstate', update);
    };
  }, []);
  return route;
}
