'use client';
import { CircleAlert } from 'lucide-react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import type { Pairing } from '@/modules/devices/answers';
import { devicesApi } from '@/modules/devices/client/devices-api';
import { isPairedSince } from '@/modules/devices/rules';
import type { Device } from '@/modules/devices/wire';
import type { Gate } from '@/modules/gates/wire';
import type { DayRules } from '@/modules/venues/business-day';
import { useErrorText } from '@/shell/use-error-text';
import { Banner } from '@/ui/banner';
import { Button } from '@/ui/button';
import { Form } from '@/ui/form';
import { Sheet } from '@/ui/sheet';
import { toast } from '@/ui/toast';
import { DeviceFieldset } from './device-fieldset';
import { PairingCard } from './pairing-card';
import { useDeviceForm } from './use-device-form';

interface DeviceSheetProps {
  to: 'make' | 'edit' | 'pair';
  /** Null for one that is being made. */
  device: Device | null;
  devices: readonly Device[];
  gates: readonly Gate[];
  businessId: string;
  rules: DayRules;
  onChanged: () => Promise<void>;
  onClose: () => void;
}

/** Asks what a phone is called and may do, then shows how it is paired; closes itself once it is. */
export function DeviceSheet(props: DeviceSheetProps) {
  const { to, device, devices, gates, businessId, rules, onChanged, onClose } = props;
  const t = useTranslations('devices');
  const common = useTranslations('common');
  const errorText = useErrorText();
  const formId = useId();
  const form = useDeviceForm(device, rules);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [pairing, setPairing] = useState<Pairing | null>(null);
  const name = device?.name ?? form.fields.name;

  const work = useCallback(
    async (call: () => Promise<void>) => {
      setBusy(true);
      setFailure(null);
      try {
        await call();
        await onChanged();
      } catch (error) {
        setFailure(errorText(error));
      }
      setBusy(false);
    },
    [errorText, onChanged],
  );
  const id = device?.id ?? null;
  const pairAgain = useCallback(
    (known: string) => work(async () => setPairing(await devicesApi.pairAgain(businessId, known))),
    [work, businessId],
  );
  /** The sheet asks once: what it depends on may change while it is open. */
  const isAsked = useRef(false);
  useEffect(() => {
    if (to !== 'pair' || id === null || isAsked.current) return;
    isAsked.current = true;
    void pairAgain(id);
  }, [to, id, pairAgain]);
  const paired = pairing && devices.find((row) => row.id === pairing.id && isPairedSince(row, pairing.expiresAt));
  useEffect(() => {
    if (!paired) return;
    toast.success(t('done', { name: isolate(paired.name) }));
    onClose();
  }, [paired, t, onClose]);

  const send = () => {
    if (!form.check()) return;
    void work(async () => {
      if (device) {
        await devicesApi.update(businessId, device.id, form.fields);
        toast.success(t('saved'));
        onClose();
      } else setPairing(await devicesApi.create(businessId, form.fields));
    });
  };
  const isForm = pairing === null && to !== 'pair';
  const title = isForm ? (device ? 'editTitle' : 'create') : 'pairTitle';
  return (
    <Sheet
      open
      onOpenChange={(opened) => !opened && onClose()}
      title={t(title, { name: isolate(name) })}
      description={t(isForm ? (device ? 'editLead' : 'createLead') : 'pairLead')}
      footer={
        isForm ? (
          <>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button type="submit" form={formId} variant="primary" busy={busy} className="max-sm:grow">
              {t(device ? 'save' : 'submit')}
            </Button>
          </>
        ) : (
          <Button onClick={onClose} block>
            {common('close')}
          </Button>
        )
      }
    >
      {failure && (
        <Banner role="alert" tone="bad" icon={<CircleAlert size={18} />}>
          {failure}
        </Banner>
      )}
      {isForm && (
        <Form id={formId} onSubmit={send} className="grid gap-5">
          <DeviceFieldset form={form} gates={gates} timeZone={rules.timeZone} />
        </Form>
      )}
      {pairing && <PairingCard pairing={pairing} name={name} busy={busy} onAgain={() => void pairAgain(pairing.id)} />}
    </Sheet>
  );
}
