import { useEffect, useEffectEvent } from 'react';
import type { UseRealtimeSyncResult } from '../../reservas/hooks/useRealtimeSync';
import { RoomBar } from '../components/room-bar';
import { DeviceLine } from '../device/device-line';
import type { DoorDevice } from '../device/device-props';
import type { DoorGate } from './door-gate';
import { GateButton, GateLost } from './gate-button';
import { IncidentMark } from './incident-mark';
import { useGate } from './use-gate';
import { useGateQuestion } from './use-gate-question';

export interface StripProps {
  businessId: string;
  /** The paired phone that this is; null for a person's. */
  device: DoorDevice | null;
  /** By what id this phone hands over what it has counted. */
  deviceId: string;
  timeZone: string;
  stream: UseRealtimeSyncResult;
  /** Called with the device's gate, and at each change of it. */
  onGate: (gate: DoorGate) => void;
  /** Nothing else is on the screen: the device may ask for its gate. */
  isFree: boolean;
  onOpen: () => void;
  /** Who is inside, and how many people the venue holds; null where that is unknown, or shown elsewhere. */
  inside: number | null;
  capacity: number | null;
}

export function StripPart(props: StripProps) {
  const { businessId, device, stream, onGate, isFree, onOpen, inside, capacity } = props;
  const gate = useGate(businessId, stream, device ?? undefined);
  const tell = useEffectEvent(onGate);
  useEffect(() => tell(gate), [gate]);
  useGateQuestion(isFree && gate.isAsked, onOpen);
  return (
    <>
      {device && <DeviceLine device={device} />}
      <GateLost gate={gate} />
      <div className="flex items-center gap-3 empty:hidden">
        <GateButton gate={gate} onOpen={onOpen} />
        {inside !== null && capacity !== null && (
          <div className="min-w-[55%] grow">
            <RoomBar inside={inside} capacity={capacity} />
          </div>
        )}
      </div>
      <IncidentMark businessId={businessId} gateId={gate.gateId} deviceId={props.deviceId} timeZone={props.timeZone} />
    </>
  );
}
