// The page of a stopped prompt in a plain browser, on the mock client.
import { render } from 'preact';
import { PromptPage } from '../prompt/PromptPage.tsx';
import { startMockPage } from './mock-page.ts';
import '../theme/tokens.css';
import '../theme/base.css';
import '../prompt/prompt.css';

const app = document.getElementById('app');
const { client, services } = await startMockPage();
if (app) render(<PromptPage client={client} id="mock" services={services} go={() => undefined} />, app);
