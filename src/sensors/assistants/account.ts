// The mail address that a page shows for the account that is signed in. Only its domain leaves this file. Pages show it in
// the button of the account, or carry it in the data that they start with. Input: any page's DOM, hostile.

const SPOTS = ['account', 'profile', 'user-menu', 'konto', 'compte', 'cuenta']
  .flatMap((word) => [`[aria-label*="${word}" i]`, `[data-testid*="${word}" i]`])
  .join();
const MAX_SPOTS = 20;
const MAX_SCRIPTS = 40;
/** UTF-16 units of one script that are looked at. */
const MAX_SCRIPT = 300_000;
const MAIL = /[\p{L}\d._%+-]{1,64}@((?:[\p{L}\d-]{1,63}\.){1,8}\p{L}{2,24})/u;
const IN_DATA = /\\?"e?mail(?:Address)?\\?"\s*:\s*\\?"[^"\\@\s]{1,64}@((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})\\?"/i;

/** Domain of the account's address in lower case; '' where the page shows none. */
export function accountDomain(): string {
  for (const spot of [...document.querySelectorAll(SPOTS)].slice(0, MAX_SPOTS)) {
    const text = `${spot.getAttribute('aria-label') ?? ''} ${(spot.textContent ?? '').slice(0, 500)}`;
    const found = MAIL.exec(text)?.[1];
    if (found) return found.toLowerCase();
  }
  for (const script of [...document.querySelectorAll('script:not([src])')].slice(0, MAX_SCRIPTS)) {
    const found = IN_DATA.exec((script.textContent ?? '').slice(0, MAX_SCRIPT))?.[1];
    if (found) return found.toLowerCase();
  }
  return '';
}
