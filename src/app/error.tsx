'use client';
import { FailedScreen } from '@/shell/failed-screen';

export default function ErrorScreen({ error }: { error: Error & { digest?: string } }) {
  return <FailedScreen error={error} />;
}
