import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shortName } from './short-name';

it.each([
  ['Lucía Mendoza', 'Lucía M.'],
  ['  María José  de la ávila ', 'María Á.'],
  // The dot stands for the letters that are left out.
  ['Ana B', 'Ana B'],
  ['Ana B.', 'Ana B.'],
  ['ana b', 'ana B'],
  ['Ángel É', 'Ángel É'],
  ['Ana 𝒵ed', 'Ana 𝒵.'],
  ['Mendoza, Lucía', 'Lucía M.'],
  ['Mendoza,', 'Men…'],
  ['', ''],
  // Without a space.
  ['LucíaMendoza', 'Lucía M.'],
  ['Lucía-Mendoza', 'Lucía M.'],
  ['Mendoza,Lucía', 'Lucía M.'],
  ['lucia_mendoza', 'lucia M.'],
  ['lucia.mendoza@x.com', 'lucia M.'],
  ['mendoza@x.com', 'men…'],
  ['Lucía\u200BMendoza\u00A0', 'Lucía M.'],
  ['LucíaMendoza Ruiz', 'Lucía R.'],
  // One part: nobody knows whether it is the surname.
  ['Mendoza', 'Men…'],
  ['MENDOZA', 'MEN…'],
  ["O'Neill", "O'N…"],
  ['Ana', 'An…'],
  ['Eva 🎉', 'Ev…'],
  ['Li', 'L…'],
  ['X', 'X'],
  // Letters are what a reader sees as one.
  ['王小明', '王小…'],
  ['محمد', 'مح…'],
  ['محمد علي', 'محمد ع.'],
  ['Jose\u0301 A\u0301vila', 'José Á.'],
  ['प्रिया', 'प्रि…'],
  ['👨‍👩‍👧👩🏽‍🚀', '👨‍👩‍👧…'],
  ['🎉', '🎉'],
  ['Ana (VIP)', 'Ana V.'],
  ['\u202EanA\u202C Ruiz', 'an R.'],
])('%j → %j', (name, short) => expect(shortName(name)).toBe(short));

const WORD = fc
  .array(fc.constantFrom(...'abcñéßłаб王李مح'), { minLength: 2, maxLength: 8 })
  .map((letters) => letters.join(''));

it('never has the whole of a name, and of a surname one letter', () => {
  const joint = fc.constantFrom(' ', '  ', '-', '.', '_', '\u00A0', ' de ');
  fc.assert(
    fc.property(fc.array(WORD, { minLength: 1, maxLength: 4 }), joint, (words, by) => {
      const short = shortName(words.join(by));
      const [first = '', ...others] = words;
      if (others.length === 0) expect(short.replace('…', '').length).toBeLessThan(first.length);
      else expect([...short.slice(first.length)].length).toBeLessThanOrEqual(4);
      expect(short.startsWith([...first][0] ?? '')).toBe(true);
    }),
  );
});
