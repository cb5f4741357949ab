// Source code: marked as somebody's own by its header, naming machines inside a company, or simply a lot of it.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { span } from '../span.ts';
import { wordsExpression } from '../word-search.ts';

/** Words of a header that says whose the code is. */
export const compileOwned = (lists: WordLists): RegExp =>
  wordsExpression([...(lists['owned'] ?? []), ...(lists['mark'] ?? []).filter((w) => w.length > 4)], '');

/** Lines that a listing has at least, marked and unmarked. */
const MIN_MARKED = 3;
const MIN_INTERNAL = 8;
const MIN_UNMARKED = 40;
const MAX_LINES = 20_000;
const MAX_LINE = 400;

const STATEMENT =
  /^\s*(?:import |from \S+ import |#include\s*[<"]|using [\w.:]+;|package [\w.]+;?\s*$|namespace |module |require\(|(?:export |default |public |private |protected |static |final |abstract |async |override |virtual |inline |internal |sealed |pub )*(?:class|interface|struct|enum|trait|impl|fn|func|function|def|const|let|var|void|int|double|float|bool|string|type) ?[\w<[(*&]|(?:if|for|while|switch|foreach|elif|else if|catch|with|match) ?[(\w]|return\b|else\b|try\b|end$|fi$|done$|\}|@\w+|<\/?[a-zA-Z][\w-]*[\s>]|SELECT |FROM |(?:LEFT |INNER |RIGHT )?JOIN |WHERE |GROUP BY |ORDER BY |HAVING |INSERT INTO|UPDATE \w+ SET|CREATE (?:TABLE|OR|PROCEDURE|FUNCTION)|ALTER TABLE|BEGIN$|DECLARE |\w[\w.[\]]* ?(?:=|\+=|-=|:=) ?\S|self\.|this\.|\$\w+ ?=|[\w.]+\(.*\);?$|\w+\s+\w+\(.*\)\s*\{?$)|[;{}]\s*$/;
const COMMENT = /^\s*(?:\/\/|\/\*|\*|#(?!#)|--|<!--|"""|''')/;
const OPEN =
  /\b(?:SPDX-License-Identifier|MIT License|Apache License|GNU (?:Lesser |Affero )?General Public|BSD (?:2|3)-Clause|Mozilla Public License|ISC License|Permission is hereby granted|Licensed under the (?:MIT|Apache|BSD|GPL|MPL)|public domain|creativecommons)\b/i;
const INTERNAL =
  /\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:corp|internal|intra|intranet|lan|local)\b(?!\()|\/\/[a-z0-9-]+\.(?:corp|int|internal)\.[a-z0-9.-]+/i;

/** Listings of code. Linear. */
export function findListings(owned: RegExp, text: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  let start = -1;
  let end = 0;
  let code = 0;
  let comments = 0;
  let misses = 0;
  let lines = 0;
  const flush = (): void => {
    if (start >= 0) {
      const found = judged(owned, text, start, end, code, comments);
      if (found) out.push(found);
    }
    start = -1;
    code = comments = misses = 0;
  };
  for (let at = 0; at < text.length && lines < MAX_LINES; lines++) {
    const stop = text.indexOf('\n', at);
    const lineEnd = stop < 0 ? text.length : stop;
    const line = text.slice(at, Math.min(lineEnd, at + MAX_LINE));
    if (/^\s*(?:```|~~~)/.test(line)) flush();
    else if (line.trim() !== '') {
      // Data is none.
      const comment = COMMENT.test(line);
      const statement = !comment && !/^\s*["'[]/.test(line) && STATEMENT.test(line);
      if (comment || statement) {
        if (start < 0) start = at;
        if (comment) comments += 1;
        else code += 1;
        end = lineEnd;
        misses = 0;
      } else if (start >= 0 && ++misses > 4) flush();
    }
    at = lineEnd + 1;
  }
  flush();
  return out;
}

function judged(
  owned: RegExp,
  text: string,
  start: number,
  end: number,
  code: number,
  comments: number,
): SensitiveSpan | null {
  if (code < MIN_MARKED) return null;
  const head = text.slice(start, Math.min(end, start + 2_500));
  const open = OPEN.test(head);
  const make = (type: 'source-code.proprietary' | 'source-code.listing', sure: number, why: string): SensitiveSpan =>
    span(start, end, type, sure, `${type}: ${why}`);
  if (!open && comments > 0 && owned.test(commentsOf(head))) return make('source-code.proprietary', 0.85, 'header');
  if (!open && code >= MIN_INTERNAL && INTERNAL.test(text.slice(start, Math.min(end, start + 20_000))))
    return make('source-code.proprietary', 0.6, 'names inner machines');
  return !open && code >= MIN_UNMARKED ? make('source-code.listing', 0.5, 'length') : null;
}

/** The comments of a listing's beginning, in lower case: the same words in a string are shown to users. */
const commentsOf = (head: string): string =>
  head
    .split('\n')
    .filter((line) => COMMENT.test(line) || /\/\/|\/\*|#|--/.test(line))
    .join('\n')
    .toLowerCase();
