import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface PostgresDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A new database on the server of `adminUrl`: empty, or a copy of `template`. */
export async function createPostgresDatabase(adminUrl: string, template = 'template1'): Promise<PostgresDatabase> {
  const name = `aforo_test_${randomBytes(6).toString('hex')}`;
  await runStatement(adminUrl, `create database ${name} template ${template}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runStatement(adminUrl, `drop database if exists ${name} with (force)`) };
}

async function runStatement(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
