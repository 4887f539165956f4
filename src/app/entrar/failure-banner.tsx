import { CircleAlert, WifiOff } from 'lucide-react';
import type { Formats } from '@/i18n/locale';
import type { Messages } from '@/i18n/messages';
import { Banner } from '@/ui/banner';
import type { SignInFailure } from './sign-in';
import { waitIn } from './wait-in';

export interface SignInTexts {
  /** They are read here, and not by a translator: its library would be a fifth of this page's own script. */
  readonly texts: Messages['people']['signIn'];
  readonly formats: Formats;
}

interface FailureBannerProps extends SignInTexts {
  failure: SignInFailure;
  /** The code was one of the recovery codes. */
  isRecovery?: boolean;
}

export function FailureBanner({ failure, isRecovery = false, ...given }: FailureBannerProps) {
  const isOffline = failure.kind === 'offline';
  return (
    <Banner
      role="alert"
      tone={isOffline ? 'warn' : 'bad'}
      icon={isOffline ? <WifiOff size={18} /> : <CircleAlert size={18} />}
    >
      {sentenceOf(failure, isRecovery, given)}
    </Banner>
  );
}

function sentenceOf(failure: SignInFailure, isRecovery: boolean, { texts, formats }: SignInTexts): string {
  if (failure.kind === 'limited' && failure.seconds !== null)
    return texts.limitedFor.replace('{wait}', waitIn(formats, failure.seconds));
  if (failure.kind === 'code') return isRecovery ? texts.code.wrongRecovery : texts.code.wrong;
  return failure.kind === 'ended' ? texts.code.ended : texts[failure.kind];
}
