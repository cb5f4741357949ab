// What parts of Demarc have to tell, in the English words of the extension, for people at a terminal.
import messages from '../public/_locales/en/messages.json' with { type: 'json' };
import { wordsOf, type Telling } from '../src/model/telling.ts';
import { translatorFrom } from '../src/ui/t.ts';

const english = translatorFrom(messages);

export const inEnglish = (told: Telling): string => wordsOf(told, english);
