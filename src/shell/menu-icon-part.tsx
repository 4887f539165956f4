import {
  FileUp,
  Gauge,
  History,
  Hourglass,
  KeyRound,
  LayoutGrid,
  LogOut,
  Mail,
  ReceiptText,
  Settings,
  ShieldCheck,
  Smartphone,
  UserRound,
  Users,
} from 'lucide-react';

const ICONS = {
  plan: LayoutGrid,
  'esta-noche': Gauge,
  'reservas/importar': FileUp,
  espera: Hourglass,
  miembros: Users,
  mensajes: Mail,
  ajustes: Settings,
  rastro: History,
  evidencia: ReceiptText,
  claves: KeyRound,
  dispositivos: Smartphone,
  privacidad: ShieldCheck,
  cuenta: UserRound,
  salir: LogOut,
} as const;

export interface MenuIconProps {
  of: keyof typeof ICONS;
}

export function MenuIconPart({ of }: MenuIconProps) {
  const Icon = ICONS[of];
  return <Icon aria-hidden size={18} />;
}
