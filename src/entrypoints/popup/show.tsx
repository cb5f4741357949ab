// The popup's wiring: client, browser texts, catalogue. It decides nothing.
import { render } from 'preact';
import controlsFile from '../../catalog/controls.json';
import servicesFile from '../../catalog/services.json';
import type { Client } from '../../messaging/contract.ts';
import type { Control } from '../../model/responsibility.ts';
import type { AiService } from '../../model/service.ts';
import type { TabStatus } from '../../model/status.ts';
import { getMessage, uiLanguage } from '../../platform/i18n.ts';
import { Popup } from '../../ui/popup/Popup.tsx';
import { startTexts } from '../../ui/t.ts';
import '../../ui/theme/tokens.css';
import '../../ui/theme/base.css';
import '../../ui/popup/popup.css';

// The catalogue is part of this build and checked against the model by its own tests.
const controls = (controlsFile as unknown as { controls: readonly Control[] }).controls;
const services = (servicesFile as unknown as { services: readonly AiService[] }).services;

/** Shows the popup; `first` is the answer that is already on its way. */
export function show(client: Client, first: Promise<TabStatus>): void {
  startTexts(getMessage, uiLanguage());
  const app = document.getElementById('app');
  if (app) render(<Popup client={client} first={first} services={services} controls={controls} />, app);
}
