// A dialogue over the page: the browser keeps the focus in it and gives it back; Escape asks to close.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface Props {
  readonly title: string;
  /** Escape was pressed. */
  readonly close: () => void;
  /** The browser closed it without asking, as it does on a second Escape. */
  readonly gone: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, close, gone, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const alive = useRef(true);
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement as HTMLElement | null;
    shown?.showModal();
    return () => {
      alive.current = false;
      shown?.close();
      before?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onCancel={(e) => {
        e.preventDefault();
        close();
      }}
      onClose={() => {
        if (alive.current) gone();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
