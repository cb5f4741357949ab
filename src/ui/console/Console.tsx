// The console: a rail of pages and the page chosen by the hash. Views load their own data and show their own states.
import { useEffect, useRef } from 'preact/hooks';
import { label, t } from '../t.ts';
import { About } from './about/About.tsx';
import { Agents } from './agents/Agents.tsx';
import type { ConsoleProps } from './console-props.ts';
import { ExportDialog } from './export/ExportDialog.tsx';
import { FileBar } from './export/FileBar.tsx';
import { IncidentFiles } from './export/IncidentFiles.tsx';
import { useFiles, type Files } from './export/use-files.ts';
import { Extensions } from './extensions/Extensions.tsx';
import { IncidentPage } from './incident/IncidentPage.tsx';
import { Incidents } from './incidents/Incidents.tsx';
import { Lab } from './lab/Lab.tsx';
import { Memory } from './memory/Memory.tsx';
import { Overview } from './overview/Overview.tsx';
import { PolicyPage } from './policy/PolicyPage.tsx';
import { Responsibilities } from './responsibilities/Responsibilities.tsx';
import { PAGES, useRoute, type Route } from './route.ts';
import { Services } from './services/Services.tsx';
import { Welcome } from './welcome/Welcome.tsx';

export function Console(props: ConsoleProps) {
  const route = useRoute();
  const files = useFiles(props);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${route.page === 'incident' ? t('incidentTitle') : label('page', route.page)} – Demarc`;
    // After a change of page, focus follows to the new page; on the first one it stays where the browser put it.
    if (first.current) first.current = false;
    else main.current?.focus();
  }, [route.page, route.id]);
  const current = route.page === 'incident' ? 'incidents' : route.page === 'welcome' ? 'about' : route.page;
  return (
    <div class="console">
      <a
        class="skip"
        href="#main"
        onClick={(e) => {
          e.preventDefault();
          main.current?.focus();
        }}
      >
        {t('skipToContent')}
      </a>
      <nav class="rail" aria-label={t('railLabel')}>
        <div class="rail-inner">
          <p class="brand">
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
              <path class="brand-left" d="M8 3H4a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h4z" />
              <path class="brand-line" d="M10 0v20" />
              <path class="brand-right" d="M12 3h4a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-4z" />
            </svg>
            Demarc
          </p>
          <ul>
            {PAGES.map((page) => (
              <li key={page}>
                <a href={`#/${page}`} aria-current={page === current ? 'page' : undefined}>
                  {label('page', page)}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </nav>
      <main class="content" id="main" tabIndex={-1} ref={main}>
        <Page route={route} files={files} {...props} />
        {files.choice && <ExportDialog {...files.shown} choice={files.choice} close={() => files.take(null)} />}
      </main>
    </div>
  );
}

function Page({ route, files, ...props }: ConsoleProps & { route: Route; files: Files }) {
  switch (route.page) {
    case 'overview':
      return <Overview {...props} />;
    case 'incidents':
      return (
        <>
          <FileBar files={files} onList />
          <Incidents {...files.shown} onExport={files.take} />
        </>
      );
    case 'incident':
      return (
        <>
          <FileBar files={files} onList={false} />
          <IncidentPage key={route.id} id={route.id} {...files.shown} />
          <IncidentFiles id={route.id} files={files} />
        </>
      );
    case 'lab':
      return <Lab {...props} />;
    case 'memory':
      return <Memory {...props} />;
    case 'agents':
      return <Agents {...props} />;
    case 'policy':
      return <PolicyPage {...props} />;
    case 'responsibilities':
      return <Responsibilities {...props} />;
    case 'services':
      return <Services {...props} />;
    case 'extensions':
      return <Extensions {...props} />;
    case 'about':
      return <About {...props} />;
    case 'welcome':
      return <Welcome {...props} />;
  }
}
