import { render } from 'preact';
import { App } from './app.tsx';
import { SignInGate } from './shell/sign-in.tsx';
import './styles/base.css';
import './styles/layout.css';
import './styles/chat.css';
import './styles/clause.css';
import './styles/pages.css';
import './styles/report.css';
import './styles/print.css';

// Its address is relative to the first path; the path changes, and browsers would look for the icon anew.
const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
if (icon) icon.setAttribute('href', icon.href);

render(
  <SignInGate>
    <App />
  </SignInGate>,
  document.getElementById('page')!,
);
