// The extension's messages in the browser's language.
import { browser } from './browser.ts';

export const getMessage = (key: string, substitutions?: readonly string[]): string =>
  browser.i18n.getMessage(key, substitutions ? [...substitutions] : undefined);
export const uiLanguage = (): string => browser.i18n.getUILanguage();
