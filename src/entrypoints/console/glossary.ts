// What the catalogue knows of techniques and of public frameworks, for the view of one incident.
import frameworksFile from '../../catalog/frameworks.json';
import techniquesFile from '../../catalog/techniques.json';
import type { Glossary } from '../../ui/console/console-props.ts';

export const glossary: Glossary = { techniques: techniquesFile.techniques, frameworks: frameworksFile.names };
