/**
 * Bundler loader: the messages of one area with their ICU syntax parsed, so that no parser is sent to the browser. A message without
 * arguments stays a text. `use-intl/format-message/format-only` reads what is made here (next.config.ts).
 */
module.exports = function compileMessages(source) {
  const done = this.async();
  import('icu-minify/compile').then(({ default: compile }) => {
    const compiled = (value) =>
      typeof value === 'string'
        ? compile(value)
        : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, compiled(inner)]));
    done(null, JSON.stringify(compiled(JSON.parse(source))));
  }, done);
};
