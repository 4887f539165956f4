import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { AnswerButton, AnswerScreen, AnswerText } from '../components/answer-screen';
import { OverrideSheet } from './override-sheet';

interface FullViewProps {
  /** Moves the focus when it changes. */
  of: string;
  /** Who is inside, and how many people the venue holds; null where that is unknown. */
  inside: number | null;
  capacity: number | null;
  /** How many people were to come in. */
  people: number;
  name: string | null;
  /** This member may let them in with a reason. */
  mayForce: boolean;
  onNext: () => void;
  /** Rejects with ApiError when the server did not decide. */
  onForce: (reason: string) => Promise<void>;
}

/** The venue lets nobody more in than it holds: said with the figures, and with what is needed to let them in all the same. */
export function FullView({ of, inside, capacity, people, name, mayForce, onNext, onForce }: FullViewProps) {
  const t = useTranslations('puerta.full');
  const [asked, setAsked] = useState(false);
  return (
    <>
      <AnswerScreen
        testId="venue-full"
        tone="error"
        reason="VENUE_FULL"
        word={t('word')}
        figure={inside !== null && capacity !== null ? t('figure', { inside, capacity }) : undefined}
        name={name}
        of={of}
        onNext={onNext}
        other={
          mayForce && (
            <AnswerButton icon={<KeyRound aria-hidden size={24} />} onClick={() => setAsked(true)}>
              {t('force')}
            </AnswerButton>
          )
        }
      >
        <p className="font-semibold text-xl md:text-2xl">{t('refused', { count: people })}</p>
        <AnswerText>{t(mayForce ? 'needsReason' : 'needsManager')}</AnswerText>
      </AnswerScreen>
      {asked && <OverrideSheet people={people} onForce={onForce} onClose={() => setAsked(false)} />}
    </>
  );
}
