// A frame in which hostile markup is laid out and does nothing: no script, no address, no form, no motion, no focus. Three
// fences, each of which holds alone: the frame's sandbox runs no script and lets nothing out, the policy of the extension's
// pages, which the frame inherits, loads nothing from anywhere, and the copy holds nothing that would try (ui/still).
import { useEffect, useRef, useState } from 'preact/hooks';
import './still-page.css';
import { copyStill, type StillCopy } from '../still/still-copy.ts';

/** A document in standards mode, with nothing in it. Its origin is this page's, so that this page can measure it. */
const EMPTY = '<!doctype html><html><head></head><body></body></html>';

interface Props {
  /** Hostile markup: a whole page or a piece of one. */
  readonly html: string;
  /** What the frame shows, for people who do not see it. */
  readonly title: string;
  /** Height of the frame in CSS pixels; 'content': as high as the page, at most 2,000. */
  readonly height?: number | 'content';
  /** Called after each copy, before it is painted. */
  readonly onCopy?: (copy: StillCopy) => void;
}

const MAX_HEIGHT = 2_000;
const MIN_HEIGHT = 48;

/** Shows a still copy of `html`; a new one whenever it changes. The frame takes neither pointer nor focus: scroll around it. */
export function StillPage({ html, title, height = 'content', onCopy }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [page, setPage] = useState<Document | null>(null);
  const [own, setOwn] = useState(MIN_HEIGHT);
  useEffect(() => {
    if (!page) return;
    const copy = copyStill(html, page);
    onCopy?.(copy);
    setOwn(Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, page.documentElement.scrollHeight)));
  }, [page, html, onCopy]);
  return (
    <iframe
      ref={frame}
      class="still-page"
      sandbox="allow-same-origin"
      referrerpolicy="no-referrer"
      tabIndex={-1}
      title={title}
      height={height === 'content' ? own : height}
      srcDoc={EMPTY}
      onLoad={() => setPage(frame.current?.contentDocument ?? null)}
    />
  );
}
