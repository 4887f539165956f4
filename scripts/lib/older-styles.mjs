/**
 * A PostCSS plugin after Tailwind: what the oldest engines of package.json lack and Next's own step leaves as it is (docs/adr/0042).
 * Cascade layers are written out in their order, with what stands outside of them last. A dynamic height (`dvh`) follows the same
 * in `vh`. An empty default, `var(--x,)`, has a space, without which Chrome 103 finds the whole value invalid. `translate` follows in a `transform` for engines that know only that.
 * @returns {import('postcss').Plugin}
 */
export default function olderStyles() {
  return {
    postcssPlugin: 'older-styles',
    OnceExit(root, { AtRule, Rule, Declaration, list }) {
      writeLayersOut(root);
      root.walkDecls((declaration) => {
        declaration.value = declaration.value.replaceAll(',)', ', )');
        if (/\d[dsl]vh\b/.test(declaration.value)) {
          declaration.cloneBefore({ value: declaration.value.replace(/(\d)[dsl]vh\b/g, '$1vh') });
        } else if (declaration.prop === 'translate' && declaration.value !== 'none') {
          const [x, y = '0'] = list.space(declaration.value);
          const supports = new AtRule({ name: 'supports', params: 'not (translate: none)', nodes: [] });
          const transform = new Declaration({ prop: 'transform', value: `translate(${x}, ${y})` });
          supports.append(new Rule({ selector: '&', nodes: [transform] }));
          declaration.after(supports);
        }
      });
    },
  };
}

/** Layers keep their precedence without the at-rule because no rule is more specific than one of a later layer (tests/engines). */
function writeLayersOut(root) {
  const layers = new Map();
  root.walkAtRules('layer', (layer) => {
    for (const name of layer.params.split(/,\s*/)) {
      const nodes = layers.get(name) ?? [];
      layers.set(name, nodes);
      nodes.push(...(layer.nodes ?? []));
    }
    layer.remove();
  });
  root.prepend([...layers.values()].flat());
}
