// Wires the page that shows a stopped prompt: real client, browser texts, catalogue. The worker leads tabs here; the hash
// names what is shown.
import { render } from 'preact';
import servicesFile from '../../catalog/services.json';
import { createClient } from '../../messaging/client.ts';
import type { AiService } from '../../model/service.ts';
import { getMessage, uiLanguage } from '../../platform/i18n.ts';
import { PromptPage } from '../../ui/prompt/PromptPage.tsx';
import { startTexts } from '../../ui/t.ts';
import '../../ui/theme/tokens.css';
import '../../ui/theme/base.css';
import '../../ui/prompt/prompt.css';

const services = (servicesFile as unknown as { services: readonly AiService[] }).services;

startTexts(getMessage, uiLanguage());
const app = document.getElementById('app');
if (app) {
  render(
    <PromptPage
      client={createClient()}
      id={location.hash.slice(1)}
      services={services}
      go={(url) => {
        // The stopped address must not stay behind this page: going back would stop again.
        location.replace(url);
      }}
    />,
    app,
  );
}
