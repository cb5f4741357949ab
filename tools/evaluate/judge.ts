// The product's judgement as a function, for sets of texts: rules and classifier from the catalogue.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { assess, type Assessment } from '../../src/engine/assess.ts';
import { Classifier } from '../../src/engine/classify/classifier.ts';
import { readModel } from '../../src/engine/classify/model-format.ts';
import { compileRules } from '../../src/engine/detect/compile.ts';
import type { RuleSet } from '../../src/engine/detect/rule-set.ts';
import { ROOT } from '../browsers/launch.ts';
import { readRules } from '../rule-catalog.ts';
import { segmentsOf } from './segments.ts';

export const MODEL_FILE = path.join(ROOT, 'src/catalog/classifier.bin');
/** Channels whose text a person does not see. */
const UNSEEN = new Set('hidden attribute comment meta json alt aria url link script style'.split(' '));
/** A document has many texts; one that people see must say more than one that they do not. */
const VISIBLE_IN_PAGE = 0.9;
const HIDDEN_IN_PAGE = 0.75;

export type Judge = (text: string, channel?: string) => Assessment;

/** The rules of the catalogue as it stands in the source tree. */
export function loadRules(): RuleSet {
  const { lexicon, files } = readRules(ROOT);
  return compileRules(lexicon, files);
}

/** The classifier in a file that `npm run train` wrote. @throws Error when it is none */
export function loadClassifier(file = MODEL_FILE): Classifier {
  const bytes = readFileSync(file);
  return new Classifier(readModel(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)));
}

/** True for a channel whose text a person does not see. */
export const isUnseen = (channel: string): boolean => UNSEEN.has(channel);

export function loadJudge(file = MODEL_FILE): Judge {
  const rules = loadRules();
  const classifier = loadClassifier(file);
  return (text, channel = '') => {
    const { seen, unseen } = assess(rules, classifier, text);
    return isUnseen(channel) ? unseen : seen;
  };
}

/** Markup rather than a text that mentions some. */
export const looksLikeHtml = (text: string): boolean =>
  /^\s*(?:<!doctype html|<html|<head|<body)/i.test(text) ||
  (text.match(/<\/(?:p|div|span|li|td|a|section|article)>/gi) ?? []).length >= 2;

/** Where both kinds reach what they need they weigh the same, and so at the ends. */
const onOneScale = (score: number, needed: number): number =>
  score < needed
    ? (score / needed) * HIDDEN_IN_PAGE
    : HIDDEN_IN_PAGE + ((score - needed) / (1 - needed)) * (1 - HIDDEN_IN_PAGE);

export interface PageFinding {
  readonly text: string;
  readonly channel: string;
  readonly hidden: boolean;
  readonly assessment: Assessment;
}

/** Judges every text of a document; the strongest decides. */
export function judgeHtml(
  judge: Judge,
  html: string,
): { score: number; kind: Assessment['verdict']['kind']; findings: PageFinding[] } {
  let score = 0;
  const findings: PageFinding[] = [];
  for (const { text, hidden, channel } of segmentsOf(html)) {
    const assessment = judge(text, hidden ? 'hidden' : '');
    const needed = hidden ? HIDDEN_IN_PAGE : VISIBLE_IN_PAGE;
    score = Math.max(score, onOneScale(assessment.score, needed));
    if (assessment.score >= needed) findings.push({ text, hidden, channel, assessment });
  }
  findings.sort((a, b) => b.assessment.score - a.assessment.score);
  const kind = findings.some((f) => f.assessment.verdict.kind === 'malicious')
    ? 'malicious'
    : findings.length > 0
      ? 'suspicious'
      : 'clean';
  return { score, kind, findings };
}
