// The popup's wiring: real client, browser texts, catalogue. It decides nothing.
import { render } from 'preact';
import controlsFile from '../../catalog/controls.json';
import servicesFile from '../../catalog/services.json';
import { createClient } from '../../messaging/client.ts';
import type { Control } from '../../model/responsibility.ts';
import type { AiService } from '../../model/service.ts';
import { getMessage, uiLanguage } from '../../platform/i18n.ts';
import { Popup } from '../../ui/popup/Popup.tsx';
import { startTexts } from '../../ui/t.ts';
import '../../ui/theme/tokens.css';
import '../../ui/theme/base.css';
import '../../ui/popup/popup.css';

// The catalogue is part of this build and checked against the model by its own tests.
const controls = (controlsFile as unknown as { controls: readonly Control[] }).controls;
const services = (servicesFile as unknown as { services: readonly AiService[] }).services;

startTexts(getMessage, uiLanguage());
const app = document.getElementById('app');
if (app) render(<Popup client={createClient()} services={services} controls={controls} />, app);
