// Names that the page hook (the page's own world) and the guard (a world apart) use to find each other. They hold no
// secret: before the page's first script runs, a node of no document is handed over, and all later talk goes through it.

/** The guard asks for the node, in case the hook came first. */
export const ASK = 'demarc-ask';
/** The hook offers the node as `relatedTarget`; the guard takes it by cancelling the event. */
export const OFFER = 'demarc-offer';
/** On the node: a shadow root was attached to `relatedTarget`, or to something in its shadow tree. */
export const ROOT = 'root';
/** On the node: a style sheet was given text that can be painted. */
export const SHEET = 'sheet';
/** On the node: a script set the value of the text control `relatedTarget`, or of one in its shadow tree. */
export const VALUE = 'value';
/** On the node: the page put text on the clipboard; `relatedTarget` is a text node of no document that holds it. */
export const COPIED = 'copied';
/**
 * On the node: the page opens a file chooser out of the document's sight: with the field `relatedTarget`, or with none; or a
 * script presses a link that is in no document. Cancelled, nothing is pressed.
 */
export const PICK = 'pick';
/** On the node: the page asked for the model built into the browser. */
export const MODEL = 'model';
/** On the node: a script sends the form `relatedTarget` without an event; cancelled, nothing is sent. */
export const SUBMIT = 'submit';
/**
 * On the node, once the page has loaded: its world has names that drivers of browsers leave behind, apart by spaces;
 * `relatedTarget` is a text node of no document that holds them.
 */
export const NAMED = 'named';
/** On a document: a function of another frame's world gave an element of this document a shadow root. */
export const LOOK = 'demarc-look';
