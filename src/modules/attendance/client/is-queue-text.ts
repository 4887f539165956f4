/** Whether a text is the queue of a phone (queue-file.ts), such as one that a camera reads from another's screen. */
export function isQueueText(text: string): boolean {
  return text.startsWith('{"aforo":"queue"');
}
