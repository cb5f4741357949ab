// The only importer of webextension-polyfill. Thin: each function is one browser API, named for what it does here.
import browser from 'webextension-polyfill';

export { browser };
