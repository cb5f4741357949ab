// Work that must happen although the worker sleeps.
import { browser } from './browser.ts';

export const every = (name: string, minutes: number): Promise<void> =>
  Promise.resolve(browser.alarms.create(name, { periodInMinutes: minutes, delayInMinutes: 1 }));
export const onAlarm = (listener: (name: string) => void): void =>
  browser.alarms.onAlarm.addListener((alarm) => listener(alarm.name));
