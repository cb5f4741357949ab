// What a person can do about a decision: by whom it was made, whom to ask, where it can be changed.
import { noticeFor } from '../../../model/notice-text.ts';
import type { EffectivePolicy, PolicyLayer } from '../../../model/policy.ts';
import { label, t } from '../../t.ts';
import { webAddress } from '../../vendor-word.ts';

export function WhatNext({ policy, layer }: { policy: EffectivePolicy; layer: PolicyLayer }) {
  const { organisationName, supportUrl, noticeText } = policy.settings;
  const support = webAddress(supportUrl);
  const named = layer === 'managed' && organisationName !== '';
  return (
    <p class="what-next">
      {named ? t('whoOrganisation', organisationName) : label('who', layer)} {label('whyDecided', layer)}{' '}
      <bdi>{noticeFor(noticeText, t('languageOfTexts'))}</bdi>{' '}
      {layer === 'managed' && support ? (
        <a href={support} target="_blank" rel="noreferrer noopener">
          {t('supportLink')}
        </a>
      ) : (
        <a href="#/policy">{t('toPolicy')}</a>
      )}
    </p>
  );
}
