// Brought into an assistant's page when a PDF file is attached there: reads its words.
import { pdfWords } from '../files/pdf/pdf-words.ts';
import { offerPart } from './late-parts.ts';

offerPart('pdf', pdfWords);
