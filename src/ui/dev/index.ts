// Links to every mock state of popup and console, in every language.
import { MOCK_STATES } from '../../messaging/mock-policy.ts';
import '../theme/tokens.css';
import '../theme/base.css';

const list = document.createElement('ul');
for (const page of ['popup', 'console', 'prompt']) {
  for (const state of MOCK_STATES) {
    const item = document.createElement('li');
    for (const lang of ['en', 'de', 'fr', 'es']) {
      const link = document.createElement('a');
      link.href = `./${page}.html?state=${state}&lang=${lang}`;
      link.textContent = `${page}, ${state}, ${lang}`;
      item.append(link, ' ');
    }
    list.append(item);
  }
}
document.getElementById('links')?.append(list);
