import type { seedDemoIfEmpty } from './demo';

/** The data that a person needs to sign in to the demo, as lines of text. */
export function describeAccounts({
  accounts,
  password,
}: NonNullable<Awaited<ReturnType<typeof seedDemoIfEmpty>>>): string {
  const lines = accounts.map(({ email, role, venue }) => `  ${email.padEnd(24)} ${role.padEnd(8)} ${venue}`);
  return `Cuentas de demostración · Demo accounts\n${lines.join('\n')}\n  Contraseña · Password: ${password ?? 'DEMO_PASSWORD'}\n`;
}
