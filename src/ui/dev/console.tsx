// The console in a plain browser, on the mock client and an in-memory list of incidents.
import { render } from 'preact';
import { Console } from '../console/Console.tsx';
import { startMockPage } from './mock-page.ts';
import '../theme/tokens.css';
import '../theme/base.css';
import '../console/console.css';

const app = document.getElementById('app');
const page = await startMockPage();
if (app) render(<Console {...page} />, app);
