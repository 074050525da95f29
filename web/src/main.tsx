import { render } from 'preact';
import { App } from './app.tsx';
import './styles/base.css';
import './styles/layout.css';
import './styles/chat.css';
import './styles/clause.css';
import './styles/pages.css';
import './styles/print.css';

render(<App />, document.getElementById('page')!);
