// What every editor of a replica can do, whatever library it is made with. All else is the library's own behaviour.

export interface Editor {
  /** The element that goes into the page. */
  readonly element: HTMLElement;
  /** The draft as the service would send it. */
  text(): string;
  /** Replaces the draft, as the page's own code does: for a prefilled prompt, and to empty it after sending. */
  set(text: string): void;
  focus(): void;
}

export interface EditorEvents {
  /** The draft is another now. */
  changed(): void;
  /** Enter without Shift, outside a composition. */
  enter(): void;
}

/** Makes an editor; attributes go to the element that a person writes in. */
export type MakeEditor = (attributes: Readonly<Record<string, string>>, events: EditorEvents) => Editor;
