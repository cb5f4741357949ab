// A host name that breaks at its dots before it breaks inside a word. Isolated: it comes from a page, whatever its script.
import { Fragment } from 'preact';

export function HostName({ host }: { host: string }) {
  return (
    <bdi dir="ltr">
      {host.split('.').map((part, i) => (
        <Fragment key={i}>
          {i > 0 && (
            <>
              <wbr />.
            </>
          )}
          {part}
        </Fragment>
      ))}
    </bdi>
  );
}
