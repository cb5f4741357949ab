// The popup in a plain browser, on the mock client.
import { render } from 'preact';
import { Popup } from '../popup/Popup.tsx';
import { startMockPage } from './mock-page.ts';
import '../theme/tokens.css';
import '../theme/base.css';
import '../popup/popup.css';

const app = document.getElementById('app');
const { client, services, controls } = await startMockPage();
if (app) render(<Popup client={client} services={services} controls={controls} />, app);
