import type { ComponentChildren } from 'preact';
import { addressOf, type Route } from './addresses.ts';
import { navigate } from './navigation.ts';

interface Props {
  readonly to: Route;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly title?: string;
  readonly 'aria-current'?: 'page' | undefined;
  /** Before the page is changed. */
  readonly onClick?: () => void;
}

/** A link within the page; with a modifier key the browser opens it as any other. */
export function Link({ to, children, onClick, ...rest }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onClick?.();
    navigate(to);
  };
  return (
    <a {...rest} href={addressOf(to)} onClick={follow}>
      {children}
    </a>
  );
}
