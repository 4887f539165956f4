'use client';
import { ImagePlus, Trash2 } from 'lucide-react';
import Image from 'next/image';
import { type ChangeEvent, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { inkOn, isColour, isVisibleAccent, nearestAccent } from '@/modules/venues/accent';
import { Button } from '@/ui/button';
import { FieldShell } from '@/ui/field-shell';
import { TextField } from '@/ui/text-field';
import type { SettingsFields } from './settings-fields';
import { shrinkPicture } from './shrink-picture';

interface BrandFieldsProps {
  fields: SettingsFields;
  disabled: boolean;
  /** The colour was sent although it is none. */
  isWrong: boolean;
  edit: (changes: Partial<SettingsFields>) => void;
}

/** What a person picks first: a colour of ours that passes. */
const SUGGESTED = '#d6336c';

/** A venue's colour and logo, as its guests see them on the pass. */
export function BrandFields({ fields, disabled, isWrong, edit }: BrandFieldsProps) {
  const t = useTranslations('settings.brand');
  const accent = fields.accent.trim().toLowerCase();
  const isFaint = isColour(accent) && !isVisibleAccent(accent);
  const nearest = isFaint ? nearestAccent(accent) : null;
  return (
    <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_12rem]">
      <div className="grid content-start gap-5">
        <div>
          <TextField
            data-field="accent"
            label={t('accent')}
            hint={t('accentHint')}
            value={fields.accent}
            error={nearest ? t('faint', { nearest }) : isWrong && accent !== '' ? t('noColour') : undefined}
            placeholder={SUGGESTED}
            maxLength={7}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => edit({ accent: event.target.value })}
            end={
              <input
                type="color"
                aria-label={t('pick')}
                value={isColour(accent) ? accent : SUGGESTED}
                onChange={(event) => edit({ accent: event.target.value })}
                className="mr-1.5 size-8 cursor-pointer rounded-control bg-transparent"
              />
            }
          />
          {nearest && (
            <Button size="sm" className="mt-2" onClick={() => edit({ accent: nearest })}>
              <span aria-hidden className="size-4 rounded-full ring-1 ring-line" style={{ background: nearest }} />
              {t('use', { nearest })}
            </Button>
          )}
        </div>
        <LogoField logo={fields.logo} disabled={disabled} onLogo={(logo) => edit({ logo })} />
      </div>
      <PassPreview name={fields.name} logo={fields.logo} accent={isColour(accent) ? (nearest ?? accent) : null} />
    </div>
  );
}

interface LogoFieldProps {
  /** An address of the picture. */
  logo: string | null;
  disabled: boolean;
  onLogo: (logo: string | null) => void;
}

function LogoField({ logo, disabled, onLogo }: LogoFieldProps) {
  const t = useTranslations('settings.brand');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isRefused, setRefused] = useState(false);

  async function choose({ target }: ChangeEvent<HTMLInputElement>) {
    const [file] = target.files ?? [];
    if (!file) return;
    const picture = await shrinkPicture(file);
    setRefused(picture === null);
    if (picture) onLogo(picture);
    // The same file can be chosen again.
    target.value = '';
  }

  return (
    <FieldShell id={id} label={t('logo')} hint={t('logoHint')} error={isRefused ? t('noPicture') : undefined}>
      <input
        ref={input}
        id={id}
        type="file"
        accept="image/*"
        disabled={disabled}
        aria-describedby={`${id}-note`}
        onChange={(event) => void choose(event)}
        className="sr-only"
        tabIndex={-1}
      />
      <div className="flex flex-wrap gap-2">
        <Button disabled={disabled} icon={<ImagePlus aria-hidden size={18} />} onClick={() => input.current?.click()}>
          {t(logo === null ? 'choose' : 'replace')}
        </Button>
        {logo !== null && (
          <Button
            variant="quiet"
            disabled={disabled}
            icon={<Trash2 aria-hidden size={18} />}
            onClick={() => onLogo(null)}
          >
            {t('remove')}
          </Button>
        )}
      </div>
    </FieldShell>
  );
}

interface PassPreviewProps {
  name: string;
  logo: string | null;
  accent: string | null;
}

/** The head of a guest's pass, as it will look. */
function PassPreview({ name, logo, accent }: PassPreviewProps) {
  const t = useTranslations('settings.brand');
  return (
    <figure className="w-48 justify-self-center" data-testid="pass-preview">
      <div className="overflow-hidden rounded-t-[6rem] rounded-b-card bg-raised shadow-lift ring-1 ring-line">
        <div
          className="px-4 pt-8 pb-4 text-center"
          style={accent === null ? undefined : { background: accent, color: inkOn(accent) }}
        >
          {logo !== null && (
            <span className="mx-auto mb-2 flex h-11 w-fit items-center rounded-control bg-paper p-1.5 ring-1 ring-line">
              <Image
                unoptimized
                src={logo}
                alt=""
                width={128}
                height={32}
                className="h-full w-auto max-w-32 object-contain"
              />
            </span>
          )}
          <p className="display break-words text-base leading-tight">{name}</p>
          <p className="figures mt-1 text-xl">21:00</p>
        </div>
        <div aria-hidden className="mx-4 border-line-strong/50 border-t-2 border-dashed" />
        <div aria-hidden className="mx-auto my-4 size-20 rounded-control bg-sunken" />
      </div>
      <figcaption className="mt-2 text-center text-ink-faint text-xs">{t('preview')}</figcaption>
    </figure>
  );
}
