// Brought into an assistant's page where the organisation's policy names words, patterns, values or documents of its own.
import { ownDetectors } from '../engine/sensitive/own/detectors.ts';
import { offerPart } from './late-parts.ts';

offerPart('own', ownDetectors);
